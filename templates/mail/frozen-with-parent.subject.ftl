Your backups at ${provider.name} have stopped, and nothing is lost
