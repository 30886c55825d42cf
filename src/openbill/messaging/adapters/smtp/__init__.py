"""E-mail by SMTP: any mail server, with the standard library."""
