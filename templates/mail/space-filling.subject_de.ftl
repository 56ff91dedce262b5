Ihre Sicherungen bei ${provider.name}: ${account.percent} % Ihres Speichers sind belegt
