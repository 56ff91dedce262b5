Ihre Einladung zu ${provider.name}
