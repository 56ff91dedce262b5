Starten Sie Ihre Probezeit bei ${provider.name}
