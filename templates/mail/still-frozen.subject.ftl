Your backups at ${provider.name} are stopped, and nothing is lost yet
