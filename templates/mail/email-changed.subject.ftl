Your e-mail address at ${provider.name} was changed
