Your backups at ${provider.name} will be deleted on ${account.day}
