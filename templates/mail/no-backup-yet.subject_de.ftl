In Ihrem Konto bei ${provider.name} ist keine Sicherung
