package dev.weir.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitXmlTest {
  @Test
  void failuresKeepTheirText() throws Exception {
    var failure =
        new Failure(
            "a.slt:7", "batches of 1", "rows differ", List.of("- a <b> & \"c\"", "+ \u0001"));
    var xml =
        JUnitXml.of(
            List.of(
                new CaseResult("a.slt", "one", 1, 3, List.of(), "", 1_500_000_000),
                new CaseResult("a.slt", "two", 5, 1, List.of(failure), "", 0),
                new CaseResult("b.slt", "three", 1, 1, List.of(), "needs java 99", 0)));

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

    var suites = document.getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(2);
    var first = (Element) suites.item(0);
    assertThat(first.getAttribute("tests")).isEqualTo("2");
    assertThat(first.getAttribute("failures")).isEqualTo("1");
    assertThat(first.getAttribute("time")).isEqualTo("1.500");
    var text = document.getElementsByTagName("failure").item(0).getTextContent();
    assertThat(text)
        .isEqualTo(
            "a.slt:7: rows differ\n  under batches of 1\n    - a <b> & \"c\"\n    + \uFFFD\n");
    assertThat(((Element) document.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .isEqualTo("needs java 99");
  }
}
