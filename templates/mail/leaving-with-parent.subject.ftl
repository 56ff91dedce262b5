Your backups at ${provider.name} will be deleted ${account.when}
