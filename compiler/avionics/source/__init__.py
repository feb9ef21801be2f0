"""Files of a project into documents whose nodes know their place."""
