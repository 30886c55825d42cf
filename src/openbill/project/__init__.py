"""Django's settings and the way into the installation's database."""
