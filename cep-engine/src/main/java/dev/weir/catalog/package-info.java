/** What has been defined by name: streams, views, and the settings of a session. */
package dev.weir.catalog;
