Ihre Sicherungen bei ${provider.name} werden am ${date} gelöscht
