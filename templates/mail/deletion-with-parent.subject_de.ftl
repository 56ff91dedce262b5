Löschung Ihrer Sicherungen bei ${provider.name} am ${date}
