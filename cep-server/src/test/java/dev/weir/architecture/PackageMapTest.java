package dev.weir.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackageMapTest {
  @Test
  void importsMayPointUp() {
    assertThat(PackageMap.objection("dev.weir.runtime", "dev.weir.type")).isEmpty();
    assertThat(PackageMap.objection("dev.weir.cli", "dev.weir")).isEmpty();
    assertThat(PackageMap.objection("dev.weir.format.csv", "dev.weir.format.text")).isEmpty();
  }

  @Test
  void importsMayNotPointDown() {
    assertThat(PackageMap.objection("dev.weir.type", "dev.weir.runtime"))
        .contains("\"runtime\" is below \"type\"");
    assertThat(PackageMap.objection("dev.weir.runtime", "dev.weir"))
        .contains("\"(api)\" is below \"runtime\"");
  }

  @Test
  void siblingsDoNotKnowEachOther() {
    assertThat(PackageMap.objection("dev.weir.format.csv", "dev.weir.connect.file"))
        .contains("\"format\" and \"connect\" are siblings");
  }

  @Test
  void aNewPackageNeedsAPlace() {
    assertThat(PackageMap.objection("dev.weir.misc", "dev.weir.type"))
        .contains("\"misc\" has no place in the package map yet");
  }
}
