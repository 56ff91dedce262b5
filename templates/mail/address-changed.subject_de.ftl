Ihre Sicherungen bei ${provider.name} haben eine neue Adresse
