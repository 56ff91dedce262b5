Ihre Sicherungen bei ${provider.name} werden am ${account.day} gelöscht
