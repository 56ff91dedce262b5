A new password for your account at ${provider.name}
