Ihre E-Mail-Adresse bei ${provider.name} wurde geändert
