Another e-mail address was asked for at ${provider.name}
