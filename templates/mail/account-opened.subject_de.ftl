Ihr Sicherungskonto bei ${provider.name}
