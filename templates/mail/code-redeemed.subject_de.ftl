Für Ihr Konto bei ${provider.name} wurde ein Code eingelöst
