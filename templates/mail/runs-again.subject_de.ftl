Ihr Konto bei ${provider.name} läuft wieder
