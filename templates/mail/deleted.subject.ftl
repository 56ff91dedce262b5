Your backups at ${provider.name} are deleted
