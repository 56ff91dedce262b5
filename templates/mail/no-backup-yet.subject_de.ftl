Ihr Konto bei ${provider.name} hat noch keine Sicherung
