Ihr Passwort bei ${provider.name} wurde geändert
