import { join } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { asRoot } from './start-mariadb.ts';

/**
 * php-fpm: a fixed pool of 5, so that a page that calls the shop itself always finds a free one while four checkouts
 * run.
 */
export function fpmConfig(paths: InstancePaths): string {
  return [
    '[global]',
    `pid = ${join(paths.run, 'php-fpm.pid')}`,
    'error_log = /dev/stderr',
    'process_control_timeout = 5s',
    'daemonize = no',
    '[shop]',
    ...(asRoot() ? ['user = root', 'group = root'] : []),
    `listen = ${join(paths.run, 'php.sock')}`,
    'pm = static',
    'pm.max_children = 5',
    'request_terminate_timeout = 60s',
    'catch_workers_output = yes',
    'decorate_workers_output = no',
    // One line for each request that reached PHP: time, method, address, status, milliseconds, memory.
    `access.log = ${join(paths.logs, 'php-access.log')}`,
    'access.format = "%{%Y-%m-%dT%H:%M:%SZ}t %m %{REQUEST_URI}e %s %{mili}d ms %{mega}M MB"',
    '',
  ].join('\n');
}

/** nginx: static files itself, everything else to WordPress; writable folders inside the instance. */
export function nginxConfig(paths: InstancePaths, port: number): string {
  const temp = (kind: string) => `${kind}_temp_path ${join(paths.run, 'tmp', kind)};`;
  return `
${asRoot() ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${join(paths.run, 'nginx.pid')};
error_log ${join(paths.logs, 'nginx.log')};
events { worker_connections 256; }
http {
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(temp).join('\n  ')}
  types {
    text/html html; text/css css; application/javascript js mjs; application/json json map; text/plain txt; text/xml xml;
    image/svg+xml svg; image/png png; image/jpeg jpg jpeg; image/gif gif; image/webp webp; image/avif avif; image/x-icon ico;
    font/woff woff; font/woff2 woff2; application/pdf pdf; application/zip zip;
  }
  default_type application/octet-stream;
  log_format timed '$time_iso8601 $request_method $request_uri $status $body_bytes_sent B $request_time s php=$upstream_response_time';
  access_log ${join(paths.logs, 'access.log')} timed;
  sendfile on;
  gzip on;
  gzip_types text/css application/javascript application/json image/svg+xml;
  client_max_body_size 8m;
  server {
    listen 127.0.0.1:${port};
    server_name 127.0.0.1;
    root ${paths.wordpress};
    index index.php;
    location ~ /\\. { deny all; }
    location ~ \\.php$ {
      try_files $uri =404;
      fastcgi_pass unix:${join(paths.run, 'php.sock')};
      fastcgi_read_timeout 60s;
      fastcgi_buffers 16 32k;
      fastcgi_buffer_size 32k;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param SCRIPT_NAME $fastcgi_script_name;
      fastcgi_param REQUEST_URI $request_uri;
      fastcgi_param DOCUMENT_URI $document_uri;
      fastcgi_param DOCUMENT_ROOT $document_root;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_TYPE $content_type;
      fastcgi_param CONTENT_LENGTH $content_length;
      fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param REQUEST_SCHEME $scheme;
      fastcgi_param GATEWAY_INTERFACE CGI/1.1;
      fastcgi_param SERVER_SOFTWARE nginx;
      fastcgi_param REMOTE_ADDR $remote_addr;
      fastcgi_param REMOTE_PORT $remote_port;
      fastcgi_param SERVER_ADDR $server_addr;
      fastcgi_param SERVER_PORT $server_port;
      fastcgi_param SERVER_NAME $server_name;
      fastcgi_param HTTP_HOST $http_host;
      fastcgi_param REDIRECT_STATUS 200;
    }
    location / { try_files $uri $uri/ /index.php?$args; }
  }
}
`;
}
