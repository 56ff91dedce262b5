Ihre Sicherungen bei ${provider.name} sind gelöscht
