Your password at ${provider.name} was changed
