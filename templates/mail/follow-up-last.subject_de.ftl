Ein letztes Wort von ${provider.name}
