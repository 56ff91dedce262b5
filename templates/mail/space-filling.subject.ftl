Your backups at ${provider.name}: ${account.percent} % of your space is used
