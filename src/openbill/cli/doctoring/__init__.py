"""What `openbill doctor` looks at: each file one part of the installation."""
