<?php declare(strict_types=1); /** SQL on the tables of orders, items and sessions, and those tables: columns and keys are those of WooCommerce 11. */

/** @param string $sql with tables as {wc_orders} and values as %s or %d @return list<array<string, string|null>> */
function stand_in_rows(string $sql, mixed ...$values): array { return stand_in_db()->get_results(stand_in_sql($sql, $values), ARRAY_A); }
function stand_in_db(): wpdb { return $GLOBALS['wpdb']; }
function stand_in_run(string $sql, mixed ...$values): void {
    stand_in_db()->query(stand_in_sql($sql, $values)) !== false || throw new Exception('The database refused: ' . stand_in_db()->last_error);
}
function stand_in_sql(string $sql, array $values): string {
    $sql = preg_replace('/\{([a-z_]+)\}/', stand_in_db()->prefix . '$1', $sql);
    return $values === [] ? $sql : stand_in_db()->prepare($sql, ...$values);
}

/** Inserts the row, or updates it where its key is there. */
function stand_in_put(string $table, array $row): void {
    $plain = static fn(mixed $value): mixed => $value instanceof DateTime ? gmdate('Y-m-d H:i:s', $value->getTimestamp()) : (is_bool($value) ? (int) $value : $value);
    $values = array_map($plain, $row);
    $places = implode(', ', array_map(static fn(mixed $value): string => $value === null ? 'NULL' : '%s', $values));
    $set = implode(', ', array_map(static fn(string $column): string => "{$column} = VALUES({$column})", array_keys($row)));
    $sql = "INSERT INTO {{$table}} (" . implode(', ', array_keys($row)) . ") VALUES ({$places}) ON DUPLICATE KEY UPDATE {$set}";
    stand_in_run($sql, ...array_values(array_filter($values, static fn(mixed $value): bool => $value !== null)));
}

function stand_in_make_tables(): void {
    $id = 'id bigint(20) unsigned AUTO_INCREMENT PRIMARY KEY, order_id bigint(20) unsigned';
    $tables = [
        'wc_orders' => 'id bigint(20) unsigned PRIMARY KEY, status varchar(20), currency varchar(10), type varchar(20), tax_amount decimal(26,8), total_amount decimal(26,8),
            customer_id bigint(20) unsigned, billing_email varchar(320), date_created_gmt datetime, date_updated_gmt datetime, parent_order_id bigint(20) unsigned, payment_method varchar(100),
            payment_method_title text, transaction_id varchar(100), ip_address varchar(100), user_agent text, customer_note text, KEY status (status), KEY date_created (date_created_gmt),
            KEY customer_id_billing_email (customer_id, billing_email(171)), KEY customer_id_status (customer_id, status), KEY billing_email (billing_email(191)),
            KEY transaction_id (transaction_id(20)), KEY type_status_date (type, status, date_created_gmt), KEY parent_order_id (parent_order_id), KEY date_updated (date_updated_gmt)',
        'wc_order_addresses' => "{$id} NOT NULL, address_type varchar(20), first_name text, last_name text, company text, address_1 text, address_2 text, city text, state text, postcode text,
            country text, email varchar(320), phone varchar(100), KEY order_id (order_id), UNIQUE KEY address_type_order_id (address_type, order_id), KEY email (email(191)), KEY phone (phone)",
        'wc_order_operational_data' => "{$id}, created_via varchar(100), woocommerce_version varchar(20), prices_include_tax tinyint(1), coupon_usages_are_counted tinyint(1),
            download_permission_granted tinyint(1), cart_hash varchar(100), new_order_email_sent tinyint(1), order_key varchar(100), order_stock_reduced tinyint(1), date_paid_gmt datetime,
            date_completed_gmt datetime, shipping_tax_amount decimal(26,8), shipping_total_amount decimal(26,8), discount_tax_amount decimal(26,8), discount_total_amount decimal(26,8),
            recorded_sales tinyint(1), UNIQUE KEY order_id (order_id), KEY order_key (order_key)",
        'wc_orders_meta' => "{$id}, meta_key varchar(255), meta_value text, KEY meta_key_value (meta_key(50), meta_value(20)),
            KEY order_id_meta_key_meta_value (order_id, meta_key(100), meta_value(82))",
        'woocommerce_order_items' => "order_item_id bigint(20) unsigned AUTO_INCREMENT PRIMARY KEY, order_item_name text NOT NULL, order_item_type varchar(200) NOT NULL DEFAULT '',
            order_id bigint(20) unsigned NOT NULL, KEY order_id (order_id)",
        'woocommerce_order_itemmeta' => 'meta_id bigint(20) unsigned AUTO_INCREMENT PRIMARY KEY, order_item_id bigint(20) unsigned NOT NULL, meta_key varchar(255), meta_value longtext,
            KEY order_item_id (order_item_id), KEY meta_key (meta_key(32))',
        'woocommerce_sessions' => 'session_id bigint(20) unsigned AUTO_INCREMENT PRIMARY KEY, session_key char(32) NOT NULL, session_value longtext NOT NULL,
            session_expiry bigint(20) unsigned NOT NULL, UNIQUE KEY session_key (session_key)',
    ];
    $make = static fn(string $name, string $columns) => stand_in_run("CREATE TABLE IF NOT EXISTS {{$name}} ({$columns}) ENGINE=InnoDB " . stand_in_db()->get_charset_collate());
    array_map($make, array_keys($tables), $tables);
}

stand_in_db()->order_itemmeta = stand_in_db()->prefix . 'woocommerce_order_itemmeta'; // for WordPress's own functions for meta data
