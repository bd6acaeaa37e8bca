package org.otvae.image.preview;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads figures back as XML, which also shows that they are well formed. */
final class SvgXml {

    private SvgXml() {
    }

    static List<Element> elements(String svg, String name) {
        try {
            NodeList nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))).getElementsByTagName(name);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                elements.add((Element) nodes.item(i));
            }
            return elements;
        } catch (Exception failure) {
            throw new AssertionError("not well-formed XML: " + svg, failure);
        }
    }

    static List<String> texts(String svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    /** The paths drawn in the colour of a series at the width of a curve. */
    static List<Element> curves(String svg, int series) {
        String colour = String.format("#%06x", Frame.series(series).getRGB() & 0xFFFFFF);
        return elements(svg, "path").stream().filter(path -> path.getAttribute("stroke").equals(colour)
                && path.getAttribute("stroke-width").equals("1.8")).toList();
    }

    /** The y coordinates of a path, in order. */
    static double[] heights(Element path) {
        String[] points = path.getAttribute("d").substring(1).split("L");
        double[] heights = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            heights[i] = Double.parseDouble(points[i].split(" ")[1]);
        }
        return heights;
    }
}
