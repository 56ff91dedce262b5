How you sign in to ${provider.name} has changed
