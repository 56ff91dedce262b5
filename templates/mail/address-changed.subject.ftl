Your backups at ${provider.name} have a new address
