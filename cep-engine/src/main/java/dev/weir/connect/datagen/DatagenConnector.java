package dev.weir.connect.datagen;

import dev.weir.connector.Connector;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Option;
import dev.weir.connector.Options;
import dev.weir.connector.Sink;
import dev.weir.connector.SinkContext;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import java.util.List;

/** Makes rows up, for demonstrations and measurements. */
public final class DatagenConnector implements Connector {
  private static final List<Option> OPTIONS =
      List.of(
          new Option("number.of.rows", false, "", "after how many rows it ends; without it, never"),
          new Option(
              "rows.per.second",
              false,
              "",
              "how many rows come in a second; without it, as fast as" + " they are taken"),
          new Option("seed", false, "1", "the rows are the same for the same seed"),
          new Option(
              "fields.<column>.kind",
              false,
              "by type",
              "how values are made: `random`, `sequence`, `walk` (a random walk), `choice` (one of a"
                  + " list), `timestamp` (one step after the other), `now` (the clock). Times are"
                  + " `timestamp` if nothing is said, all others `random`"),
          new Option(
              "fields.<column>.min",
              false,
              "0",
              "random: the least number; walk: the number it does not fall below"),
          new Option(
              "fields.<column>.max",
              false,
              "by type",
              "random: the largest number, 1 for DOUBLE and 1000 for whole numbers, or what fits;"
                  + " walk: the number it does not rise above"),
          new Option(
              "fields.<column>.start",
              false,
              "by kind",
              "sequence: the first number, 1; walk: 100; timestamp: 2026-01-01 00:00:00"),
          new Option(
              "fields.<column>.step",
              false,
              "by kind",
              "sequence: what is added for each row, 1; walk: the largest change, 1; timestamp: an"
                  + " interval such as `10 ms`, 1 ms or what `rows.per.second` says"),
          new Option(
              "fields.<column>.disorder",
              false,
              "0 s",
              "timestamp: by how much a row may be earlier than its turn, an interval"),
          new Option(
              "fields.<column>.values", false, "", "choice: the values, separated by commas"),
          new Option(
              "fields.<column>.count",
              false,
              "100",
              "choice without values, random text: how many different ones there are"),
          new Option(
              "fields.<column>.prefix",
              false,
              "the column's name",
              "text made up of a number: what stands before it"),
          new Option(
              "fields.<column>.nulls",
              false,
              "0",
              "which part of the values is NULL, from 0 to 1"));

  @Override
  public String name() {
    return "datagen";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public java.util.Optional<String> format(Options options) {
    return java.util.Optional.empty();
  }

  @Override
  public boolean canRead() {
    return true;
  }

  @Override
  public boolean canWrite() {
    return false;
  }

  @Override
  public boolean isBounded(Options options) {
    return options.find("number.of.rows").isPresent();
  }

  @Override
  public Source source(SourceContext context) {
    return new DatagenSource(context);
  }

  @Override
  public Sink sink(SinkContext context) {
    throw new ConnectorException("the connector 'datagen' can only be read");
  }
}
