Ihr Konto bei ${provider.name} läuft bis zum ${date}
