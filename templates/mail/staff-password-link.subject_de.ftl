Ein neues Passwort für ${provider.name}
