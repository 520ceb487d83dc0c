<?php

declare(strict_types=1);

// For PHPStan only: constants that WordPress defines at run time and that the stubs leave out.
define('ABSPATH', './');
define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', 'secret');
define('DB_HOST', '127.0.0.1');
define('WC_ABSPATH', './');
define('COUNTERFOIL_TEST_WORDPRESS', './wordpress');
define('ARRAY_A', 'ARRAY_A');
define('ARRAY_N', 'ARRAY_N');
define('WPMU_PLUGIN_DIR', './mu-plugins');
define('HOUR_IN_SECONDS', 3600);
define('MINUTE_IN_SECONDS', 60);
define('DAY_IN_SECONDS', 86400);
