package io.handover.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The first sheet of a flat OpenDocument file.
 *
 * @param rows texts of the cells, without empty ones at the end of a row
 * @param formulas those of all cells that have one
 */
record FlatSheet(List<List<String>> rows, List<String> formulas) {
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    static FlatSheet read(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> formulas = new ArrayList<>();
        for (Element row : elements(parse(file).getElementsByTagNameNS(TABLE, "table-row"))) {
            List<String> cells = new ArrayList<>();
            for (Element cell : elements(row.getElementsByTagNameNS(TABLE, "table-cell"))) {
                if (cell.hasAttributeNS(TABLE, "formula")) {
                    formulas.add(cell.getAttributeNS(TABLE, "formula"));
                }
                String text = String.join(
                        "\n",
                        elements(cell.getElementsByTagNameNS(TEXT, "p")).stream()
                                .map(FlatSheet::text)
                                .toList());
                IntStream.range(0, Math.min(1_000, times(cell, TABLE, "number-columns-repeated")))
                        .forEach(time -> cells.add(text));
            }
            while (!cells.isEmpty() && cells.get(cells.size() - 1).isEmpty()) {
                cells.remove(cells.size() - 1);
            }
            if (!cells.isEmpty()) {
                IntStream.range(0, times(row, TABLE, "number-rows-repeated")).forEach(time -> rows.add(cells));
            }
        }
        return new FlatSheet(rows, formulas);
    }

    private static Element parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file.toString(), e);
        }
    }

    /** Blanks in a row and tabs are elements of their own. */
    private static String text(Node node) {
        if (node.getNodeType() == Node.TEXT_NODE) {
            return node.getNodeValue();
        }
        String name = node.getLocalName();
        if ("s".equals(name)) {
            return " ".repeat(times((Element) node, TEXT, "c"));
        }
        if ("tab".equals(name)) {
            return "\t";
        }
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            text.append(text(child));
        }
        return text.toString();
    }

    private static int times(Element element, String namespace, String attribute) {
        String times = element.getAttributeNS(namespace, attribute);
        return times.isEmpty() ? 1 : Integer.parseInt(times);
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .toList();
    }
}
