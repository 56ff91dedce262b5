Your backups at ${provider.name} stay
