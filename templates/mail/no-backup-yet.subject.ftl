There is no backup in your account at ${provider.name}
