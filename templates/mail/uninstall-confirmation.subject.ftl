Shall your backups at ${provider.name} be deleted?
