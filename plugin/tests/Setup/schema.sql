-- Schema version 4. Written by the test that compares it: COUNTERFOIL_WRITE_SCHEMA=1 phpunit --filter MigrationsTest

CREATE TABLE `wp_counterfoil_outbox` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `event_id` char(36) NOT NULL,
  `event_type` varchar(40) NOT NULL,
  `order_id` bigint(20) unsigned NOT NULL,
  `refund_id` bigint(20) unsigned DEFAULT NULL,
  `reason` varchar(20) NOT NULL,
  `recorded_at` datetime(3) NOT NULL,
  `ready_at` datetime(3) NOT NULL,
  `urgent` tinyint(1) NOT NULL DEFAULT 0,
  `state` varchar(10) NOT NULL DEFAULT 'waiting',
  `command_user_id` bigint(20) unsigned DEFAULT NULL,
  `command_note` text DEFAULT NULL,
  `seen_code` varchar(60) DEFAULT NULL,
  `seen_version` bigint(20) unsigned DEFAULT NULL,
  `times_offered` int(10) unsigned NOT NULL DEFAULT 0,
  `read_number` bigint(20) unsigned DEFAULT NULL,
  `reading_size` smallint(5) unsigned DEFAULT NULL,
  `readings_alone` tinyint(3) unsigned NOT NULL DEFAULT 0,
  `noted_recipe` varchar(20) DEFAULT NULL,
  `noted_fingerprint` char(40) DEFAULT NULL,
  `kept_at` datetime(3) DEFAULT NULL,
  `kept_count` bigint(20) unsigned DEFAULT NULL,
  `settled_at` datetime(3) DEFAULT NULL,
  `outcome` varchar(60) DEFAULT NULL,
  `code` varchar(60) DEFAULT NULL,
  `settled_version` bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `event_id` (`event_id`),
  KEY `due` (`state`,`urgent`,`ready_at`),
  KEY `of_order` (`order_id`,`id`),
  KEY `reading` (`reading_size`),
  KEY `kept_count` (`kept_count`),
  KEY `settled_at` (`settled_at`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_fingerprints` (
  `order_id` bigint(20) unsigned NOT NULL,
  `recipe` varchar(20) NOT NULL,
  `fingerprint` char(40) NOT NULL,
  `read_number` bigint(20) unsigned NOT NULL DEFAULT 0,
  `kept_at` datetime(3) NOT NULL,
  PRIMARY KEY (`order_id`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_sweep` (
  `way` varchar(20) NOT NULL,
  `covered_from` datetime(3) NOT NULL,
  `covered_to` datetime(3) DEFAULT NULL,
  `covered_id` bigint(20) unsigned NOT NULL DEFAULT 0,
  `pass_to` datetime(3) DEFAULT NULL,
  `cursor_at` datetime DEFAULT NULL,
  `cursor_id` bigint(20) unsigned NOT NULL DEFAULT 0,
  `passes` bigint(20) unsigned NOT NULL DEFAULT 0,
  `looked_at` bigint(20) unsigned NOT NULL DEFAULT 0,
  `found` bigint(20) unsigned NOT NULL DEFAULT 0,
  `vanished` bigint(20) unsigned NOT NULL DEFAULT 0,
  `due_at` datetime(3) NOT NULL,
  `slice_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`way`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_counters` (
  `name` varchar(40) NOT NULL,
  `value` bigint(20) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_pairing` (
  `id` tinyint(3) unsigned NOT NULL,
  `code_hash` char(64) NOT NULL,
  `moves` tinyint(1) NOT NULL DEFAULT 0,
  `created_by` bigint(20) unsigned NOT NULL,
  `expires_at` datetime(3) NOT NULL,
  `wrong_tries` smallint(5) unsigned NOT NULL DEFAULT 0,
  `last_wrong_at` datetime(3) DEFAULT NULL,
  `used_by` varchar(16) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_keys` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `key_id` varchar(16) NOT NULL,
  `public_key` varchar(43) NOT NULL,
  `tenant` varchar(8) NOT NULL,
  `state` varchar(30) NOT NULL,
  `connector_name` varchar(100) NOT NULL,
  `connector_version` varchar(50) NOT NULL,
  `erp_kind` varchar(30) NOT NULL,
  `erp_name` varchar(60) NOT NULL,
  `environment` varchar(20) NOT NULL,
  `paired_at` datetime(3) NOT NULL,
  `confirmed_at` datetime(3) DEFAULT NULL,
  `confirmed_by` bigint(20) unsigned DEFAULT NULL,
  `revoked_at` datetime(3) DEFAULT NULL,
  `revoked_by` bigint(20) unsigned DEFAULT NULL,
  `last_seen_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `key_id` (`key_id`),
  KEY `state` (`state`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_nonces` (
  `key_id` varchar(16) NOT NULL,
  `nonce` binary(16) NOT NULL,
  `seen_at` datetime(3) NOT NULL,
  PRIMARY KEY (`nonce`,`key_id`),
  KEY `seen_at` (`seen_at`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_lease` (
  `id` tinyint(3) unsigned NOT NULL,
  `holder` char(36) NOT NULL DEFAULT '',
  `fence` bigint(20) unsigned NOT NULL DEFAULT 0,
  `clean` tinyint(1) NOT NULL DEFAULT 1,
  `released` tinyint(1) NOT NULL DEFAULT 1,
  `expires_at` datetime(3) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_stranger_calls` (
  `day` date NOT NULL,
  `kind` varchar(20) NOT NULL,
  `times` int(10) unsigned NOT NULL DEFAULT 1,
  `last_at` datetime(3) NOT NULL,
  PRIMARY KEY (`day`,`kind`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_instance` (
  `id` tinyint(3) unsigned NOT NULL,
  `instance` char(36) NOT NULL,
  `noted_surroundings` text NOT NULL,
  `noted_at` datetime(3) NOT NULL,
  `tenant` varchar(8) DEFAULT NULL,
  `cutover` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_journeys` (
  `order_id` bigint(20) unsigned NOT NULL,
  `former_check` char(6) NOT NULL DEFAULT '',
  `order_number` varchar(100) NOT NULL DEFAULT '',
  `order_check` char(6) DEFAULT NULL,
  `customer` varchar(520) NOT NULL DEFAULT '',
  `customer_sort` varchar(520) NOT NULL DEFAULT '',
  `email` varchar(320) NOT NULL DEFAULT '',
  `total` decimal(26,8) DEFAULT NULL,
  `currency` char(3) DEFAULT NULL,
  `order_status` varchar(20) NOT NULL DEFAULT '',
  `placed_at` datetime(3) DEFAULT NULL,
  `gone` tinyint(1) NOT NULL DEFAULT 0,
  `shop_read_number` bigint(20) unsigned NOT NULL DEFAULT 0,
  `offered_at` datetime(3) DEFAULT NULL,
  `state` varchar(12) NOT NULL,
  `said_state` varchar(60) NOT NULL DEFAULT '',
  `code` varchar(60) NOT NULL,
  `code_values` longtext DEFAULT NULL,
  `since` datetime(3) NOT NULL,
  `version` bigint(20) unsigned NOT NULL DEFAULT 0,
  `document_id` varchar(100) DEFAULT NULL,
  `document_number` varchar(100) DEFAULT NULL,
  `document_url` varchar(1000) DEFAULT NULL,
  `document_state` varchar(60) DEFAULT NULL,
  `delivered_at` datetime(3) DEFAULT NULL,
  `asked_event` char(36) DEFAULT NULL,
  `seen_row` bigint(20) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`order_id`,`former_check`),
  KEY `state_order` (`state`,`order_id`),
  KEY `state_since` (`state`,`since`),
  KEY `code_order` (`code`,`order_id`),
  KEY `placed_at` (`placed_at`),
  KEY `delivered_at` (`delivered_at`),
  KEY `order_number` (`order_number`),
  KEY `email` (`email`(100)),
  KEY `customer` (`customer`(100)),
  KEY `customer_sort` (`customer_sort`(100)),
  KEY `document_number` (`document_number`),
  KEY `asked_event` (`asked_event`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_journey_documents` (
  `order_id` bigint(20) unsigned NOT NULL,
  `former_check` char(6) NOT NULL DEFAULT '',
  `kind` varchar(60) NOT NULL,
  `shop_id` bigint(20) unsigned NOT NULL,
  `document_check` char(6) NOT NULL,
  `generation` smallint(5) unsigned NOT NULL,
  `erp_id` varchar(100) NOT NULL,
  `number` varchar(100) NOT NULL DEFAULT '',
  `url` varchar(1000) DEFAULT NULL,
  `state` varchar(60) NOT NULL,
  `live` tinyint(1) NOT NULL DEFAULT 1,
  PRIMARY KEY (`order_id`,`former_check`,`kind`,`shop_id`,`document_check`,`generation`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_journey_steps` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `step_id` char(36) NOT NULL,
  `order_id` bigint(20) unsigned NOT NULL,
  `order_check` char(6) DEFAULT NULL,
  `about_kind` varchar(60) DEFAULT NULL,
  `about_shop_id` bigint(20) unsigned DEFAULT NULL,
  `about_generation` smallint(5) unsigned DEFAULT NULL,
  `once` varchar(60) NOT NULL,
  `at` datetime(3) NOT NULL,
  `code` varchar(60) NOT NULL,
  `code_values` longtext DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `step_id` (`step_id`),
  UNIQUE KEY `once_per_order` (`order_id`,`once`),
  KEY `order_at` (`order_id`,`at`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_erased_orders` (
  `order_id` bigint(20) unsigned NOT NULL,
  `order_check` char(6) NOT NULL,
  `erased_at` datetime(3) NOT NULL,
  PRIMARY KEY (`order_id`,`order_check`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_heartbeat` (
  `id` tinyint(3) unsigned NOT NULL,
  `heartbeat` longtext NOT NULL,
  `contract_revision` int(10) unsigned DEFAULT NULL,
  `received_at` datetime(3) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_alerts` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `code` varchar(60) NOT NULL,
  `code_values` longtext DEFAULT NULL,
  `first_at` datetime(3) NOT NULL,
  `last_at` datetime(3) NOT NULL,
  `times` int(10) unsigned NOT NULL DEFAULT 1,
  `acknowledged_at` datetime(3) DEFAULT NULL,
  `acknowledged_by` bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `open_code` (`acknowledged_at`,`code`)
) ENGINE=InnoDB;

CREATE TABLE `wp_counterfoil_stops` (
  `flow` varchar(20) NOT NULL,
  `stopped_at` datetime(3) NOT NULL,
  `stopped_by` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`flow`)
) ENGINE=InnoDB;
