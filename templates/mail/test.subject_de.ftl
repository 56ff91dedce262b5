Eine Testnachricht von ${provider.name}
