Ihre Sicherungen bei ${provider.name} bleiben
