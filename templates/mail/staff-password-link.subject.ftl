A new password for ${provider.name}
