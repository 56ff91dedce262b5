Ein neues Passwort für Ihr Konto bei ${provider.name}
