Sollen Ihre Sicherungen bei ${provider.name} gelöscht werden?
