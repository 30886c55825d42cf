"""How people sign in: accounts by invitation, passwords, second factors, a company's identity provider."""
