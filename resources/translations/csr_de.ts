<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation>Da&amp;tei</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>&amp;Maßstab</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Bewegen</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>&amp;Hintergrund</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>open a photo or a field file (or drop it, or paste it)</source>
        <translation>ein Foto oder eine Felddatei öffnen (auch durch Ziehen oder Einfügen)</translation>
    </message>
    <message>
        <source>Follow file…</source>
        <translation>Datei folgen …</translation>
    </message>
    <message>
        <source>weights or a field that csr train or csr fit is making: shown anew at each checkpoint</source>
        <translation>Gewichte oder ein Feld, die csr train oder csr fit gerade macht: bei jedem Zwischenstand neu gezeigt</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>open the picture or file of the clipboard</source>
        <translation>Bild oder Datei aus der Zwischenablage öffnen</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Ansicht speichern …</translation>
    </message>
    <message>
        <source>save what is seen of the photo, at the present scale</source>
        <translation>den sichtbaren Teil des Fotos im jetzigen Maßstab speichern</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>save seen part, screen or whole, at any size</source>
        <translation>sichtbaren Teil, Bildschirm oder ganzes Foto in beliebiger Größe speichern</translation>
    </message>
    <message>
        <source>Save region…</source>
        <translation>Ausschnitt speichern …</translation>
    </message>
    <message>
        <source>save a rectangle that the mouse draws</source>
        <translation>ein mit der Maus gezogenes Rechteck speichern</translation>
    </message>
    <message>
        <source>Save field…</source>
        <translation>Feld speichern …</translation>
    </message>
    <message>
        <source>save the field with its edits, as a file</source>
        <translation>das Feld mit seinen Änderungen als Datei speichern</translation>
    </message>
    <message>
        <source>Export kernels…</source>
        <translation>Kerne exportieren …</translation>
    </message>
    <message>
        <source>the kernels seen as CSV, NPZ or SVG</source>
        <translation>die sichtbaren Kerne als CSV, NPZ oder SVG</translation>
    </message>
    <message>
        <source>Film from here</source>
        <translation>Film ab hier</translation>
    </message>
    <message>
        <source>the film&apos;s first view is the present one</source>
        <translation>der Film beginnt mit der jetzigen Ansicht</translation>
    </message>
    <message>
        <source>Film to here…</source>
        <translation>Film bis hier …</translation>
    </message>
    <message>
        <source>save a zoom from the film&apos;s first view to this one</source>
        <translation>einen Zoom von der ersten Ansicht des Films bis zu dieser speichern</translation>
    </message>
    <message>
        <source>Copy view</source>
        <translation>Ansicht kopieren</translation>
    </message>
    <message>
        <source>copy what is seen of the photo</source>
        <translation>den sichtbaren Teil des Fotos kopieren</translation>
    </message>
    <message>
        <source>Copy reading</source>
        <translation>Messwert kopieren</translation>
    </message>
    <message>
        <source>copy place and colour under the cursor</source>
        <translation>Ort und Farbe unter dem Mauszeiger kopieren</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>the photo before, in the folder</source>
        <translation>das Foto davor im Ordner</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
    <message>
        <source>the photo after</source>
        <translation>das Foto danach</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>the page, frame or size before, of a file of several</source>
        <translation>Seite, Einzelbild oder Größe davor, in einer Datei mit mehreren</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>the page, frame or size after</source>
        <translation>Seite, Einzelbild oder Größe danach</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>the folder of the file, in the desktop&apos;s file manager</source>
        <translation>der Ordner der Datei, im Dateiverwalter</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>another name for the file</source>
        <translation>ein anderer Name für die Datei</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>the file to the trash, from which it can be taken back</source>
        <translation>die Datei in den Papierkorb, aus dem sie zurückkann</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>theme, wheel, device, weights, memory, colours</source>
        <translation>Aussehen, Mausrad, Gerät, Gewichte, Speicher, Farben</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>close the window</source>
        <translation>das Fenster schließen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>the whole photo</source>
        <translation>das ganze Foto</translation>
    </message>
    <message>
        <source>that many device pixels for each photo pixel</source>
        <translation>so viele Gerätepixel je Fotopixel</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Anderer …</translation>
    </message>
    <message>
        <source>type the scale: 3.7, or 370 % (or click on it)</source>
        <translation>den Maßstab eintippen: 3,7 oder 370 % (oder darauf klicken)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>larger, about the middle (wheel: about the cursor)</source>
        <translation>größer, um die Mitte (Mausrad: um den Mauszeiger)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>kleiner</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>move to the left</source>
        <translation>nach links bewegen</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>move to the right</source>
        <translation>nach rechts bewegen</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>move up</source>
        <translation>nach oben bewegen</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>move down</source>
        <translation>nach unten bewegen</translation>
    </message>
    <message>
        <source>Wheel pans</source>
        <translation>Mausrad verschiebt</translation>
    </message>
    <message>
        <source>the wheel moves the photo; with Ctrl it zooms</source>
        <translation>das Mausrad verschiebt das Foto; mit Strg zoomt es</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>a quarter to the left</source>
        <translation>eine Vierteldrehung nach links</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>a quarter to the right</source>
        <translation>eine Vierteldrehung nach rechts</translation>
    </message>
    <message>
        <source>Flip sideways</source>
        <translation>Seitlich spiegeln</translation>
    </message>
    <message>
        <source>left and right changed over</source>
        <translation>links und rechts vertauscht</translation>
    </message>
    <message>
        <source>Flip over</source>
        <translation>Kopfüber spiegeln</translation>
    </message>
    <message>
        <source>top and bottom changed over</source>
        <translation>oben und unten vertauscht</translation>
    </message>
    <message>
        <source>Warp</source>
        <translation>Verzerren</translation>
    </message>
    <message>
        <source>turn by any angle, shear, look through a lens: by the kernels</source>
        <translation>um jeden Winkel drehen, scheren, durch eine Lupe sehen: mit den Kernen</translation>
    </message>
    <message>
        <source>Stop sharpening</source>
        <translation>Schärfen anhalten</translation>
    </message>
    <message>
        <source>make no more of the field, or give up opening a file</source>
        <translation>das Feld nicht weiter erzeugen oder das Öffnen aufgeben</translation>
    </message>
    <message>
        <source>Continue sharpening</source>
        <translation>Schärfen fortsetzen</translation>
    </message>
    <message>
        <source>go on making the field where it was stopped</source>
        <translation>das Feld weiter erzeugen, wo es angehalten wurde</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>close a message; put away a tool, a comparison; leave the full screen; let a kernel go</source>
        <translation>Meldung schließen; Werkzeug oder Vergleich weglegen; Vollbild verlassen; Kern loslassen</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>a lens that follows the cursor</source>
        <translation>eine Lupe, die dem Mauszeiger folgt</translation>
    </message>
    <message>
        <source>Warp nothing</source>
        <translation>Nicht verzerren</translation>
    </message>
    <message>
        <source>upright and flat again</source>
        <translation>wieder aufrecht und eben</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>the photo alone on the whole screen</source>
        <translation>nur das Foto, auf dem ganzen Bildschirm</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>the row of icons</source>
        <translation>die Reihe der Symbole</translation>
    </message>
    <message>
        <source>Picture only</source>
        <translation>Nur das Bild</translation>
    </message>
    <message>
        <source>Edi&amp;t</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>With other &amp;weights</source>
        <translation>Mit anderen &amp;Gewichten</translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation>Anal&amp;yse</translation>
    </message>
    <message>
        <source>&amp;Maps</source>
        <translation>&amp;Karten</translation>
    </message>
    <message>
        <source>&amp;Brushes</source>
        <translation>&amp;Pinsel</translation>
    </message>
    <message>
        <source>&amp;Sampling</source>
        <translation>&amp;Abtastung</translation>
    </message>
    <message>
        <source>hide menus and status bar</source>
        <translation>Menüs und Statusleiste ausblenden</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>dark grey around the photo</source>
        <translation>Dunkelgrau um das Foto</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>black around the photo</source>
        <translation>Schwarz um das Foto</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>grey around the photo</source>
        <translation>Grau um das Foto</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <source>white around the photo</source>
        <translation>Weiß um das Foto</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>Schachbrett</translation>
    </message>
    <message>
        <source>a checkerboard around the photo</source>
        <translation>ein Schachbrett um das Foto</translation>
    </message>
    <message>
        <source>Navigator</source>
        <translation>Navigator</translation>
    </message>
    <message>
        <source>a map with the view&apos;s frame, to be dragged</source>
        <translation>eine Karte mit dem Rahmen der Ansicht, der sich ziehen lässt</translation>
    </message>
    <message>
        <source>Scale bar</source>
        <translation>Maßstabsbalken</translation>
    </message>
    <message>
        <source>how long some photo pixels are</source>
        <translation>wie lang einige Fotopixel sind</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>how often each value is seen in the view</source>
        <translation>wie oft jeder Wert in der Ansicht vorkommt</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>camera, exposure, profile, quality of the file</source>
        <translation>Kamera, Belichtung, Profil, Qualität der Datei</translation>
    </message>
    <message>
        <source>Fine field</source>
        <translation>Feines Feld</translation>
    </message>
    <message>
        <source>a larger network&apos;s field takes the place of the quick one, tile by tile</source>
        <translation>das Feld eines größeren Netzes ersetzt das schnelle, Kachel für Kachel</translation>
    </message>
    <message>
        <source>Frame figures</source>
        <translation>Bilddaten</translation>
    </message>
    <message>
        <source>time, kernels, device, resolution</source>
        <translation>Zeit, Kerne, Gerät, Auflösung</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Stopped at {share}</source>
        <translation>Angehalten bei {share}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>Kernel positions</source>
        <translation>Kernpositionen</translation>
    </message>
    <message>
        <source>where the kernels are, as dots</source>
        <translation>wo die Kerne sind, als Punkte</translation>
    </message>
    <message>
        <source>Covariances</source>
        <translation>Kovarianzen</translation>
    </message>
    <message>
        <source>the kernels&apos; 1-sigma ellipses</source>
        <translation>die 1-Sigma-Ellipsen der Kerne</translation>
    </message>
    <message>
        <source>Pixel grid</source>
        <translation>Pixelraster</translation>
    </message>
    <message>
        <source>the photo&apos;s pixels, from x8</source>
        <translation>die Pixel des Fotos, ab x8</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>Pixelwerte</translation>
    </message>
    <message>
        <source>red, green, blue on large pixels</source>
        <translation>Rot, Grün, Blau auf großen Pixeln</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>the kernels&apos; directions, in colours</source>
        <translation>die Richtungen der Kerne, in Farben</translation>
    </message>
    <message>
        <source>Elongation</source>
        <translation>Streckung</translation>
    </message>
    <message>
        <source>how long the kernels are</source>
        <translation>wie lang gestreckt die Kerne sind</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>how many kernels there are</source>
        <translation>wie viele Kerne es gibt</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>how steep the field is, exactly</source>
        <translation>wie steil das Feld ist, exakt</translation>
    </message>
    <message>
        <source>Laplacian</source>
        <translation>Laplace</translation>
    </message>
    <message>
        <source>how the field curves, exactly</source>
        <translation>wie sich das Feld krümmt, exakt</translation>
    </message>
    <message>
        <source>Iso-lines</source>
        <translation>Isolinien</translation>
    </message>
    <message>
        <source>lines of equal luma, exactly</source>
        <translation>Linien gleicher Luma, exakt</translation>
    </message>
    <message>
        <source>Split line</source>
        <translation>Trennlinie</translation>
    </message>
    <message>
        <source>before and after, at a line to drag</source>
        <translation>vorher und nachher, an einer ziehbaren Linie</translation>
    </message>
    <message>
        <source>Line to the left</source>
        <translation>Linie nach links</translation>
    </message>
    <message>
        <source>move the split line to the left</source>
        <translation>die Trennlinie nach links rücken</translation>
    </message>
    <message>
        <source>Line to the right</source>
        <translation>Linie nach rechts</translation>
    </message>
    <message>
        <source>move the split line to the right</source>
        <translation>die Trennlinie nach rechts rücken</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Clear recent</source>
        <translation>Zuletzt geöffnete vergessen</translation>
    </message>
    <message>
        <source>forget which files were opened; none is touched</source>
        <translation>vergessen, welche Dateien geöffnet waren; keine wird angerührt</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>what is seen, as large as the page</source>
        <translation>was zu sehen ist, so groß wie die Seite</translation>
    </message>
    <message>
        <source>Copy view as file</source>
        <translation>Ansicht als Datei kopieren</translation>
    </message>
    <message>
        <source>what is seen as a picture&apos;s file, to be pasted into a folder or a letter</source>
        <translation>was zu sehen ist, als Bilddatei, zum Einfügen in einen Ordner oder einen Brief</translation>
    </message>
    <message>
        <source>Slideshow</source>
        <translation>Diaschau</translation>
    </message>
    <message>
        <source>the folder&apos;s photos one after the other, each for some seconds</source>
        <translation>die Fotos des Ordners nacheinander, jedes einige Sekunden</translation>
    </message>
    <message>
        <source>thumbnails of the folder&apos;s photos</source>
        <translation>Vorschaubilder der Fotos des Ordners</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>Säuberung</translation>
    </message>
    <message>
        <source>how strongly traces of compression are cleaned away, from none to strong</source>
        <translation>wie stark Spuren der Kompression entfernt werden, von gar nicht bis stark</translation>
    </message>
    <message>
        <source>both sides, linked</source>
        <translation>beide Seiten, gekoppelt</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>how far both sides differ, with PSNR</source>
        <translation>wie sehr sich beide Seiten unterscheiden, mit PSNR</translation>
    </message>
    <message>
        <source>With nearest</source>
        <translation>Mit nächstem Nachbarn</translation>
    </message>
    <message>
        <source>compare with the photo&apos;s own pixels, as squares</source>
        <translation>mit den eigenen Pixeln des Fotos vergleichen, als Quadrate</translation>
    </message>
    <message>
        <source>With bicubic</source>
        <translation>Mit bikubisch</translation>
    </message>
    <message>
        <source>compare with bicubic interpolation of the photo</source>
        <translation>mit bikubischer Interpolation des Fotos vergleichen</translation>
    </message>
    <message>
        <source>With Lanczos</source>
        <translation>Mit Lanczos</translation>
    </message>
    <message>
        <source>compare with Lanczos interpolation of the photo</source>
        <translation>mit Lanczos-Interpolation des Fotos vergleichen</translation>
    </message>
    <message>
        <source>With a larger original…</source>
        <translation>Mit einem größeren Original …</translation>
    </message>
    <message>
        <source>compare with what it was made of</source>
        <translation>mit dem vergleichen, woraus es gemacht wurde</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <source>click on a kernel to see and change it; why a pixel is so</source>
        <translation>einen Kern anklicken, um ihn zu sehen und zu ändern; warum ein Pixel so ist</translation>
    </message>
    <message>
        <source>Inspect here</source>
        <translation>Hier untersuchen</translation>
    </message>
    <message>
        <source>the kernel at the cursor, or in the middle</source>
        <translation>der Kern am Mauszeiger oder in der Mitte</translation>
    </message>
    <message>
        <source>Peel</source>
        <translation>Schälen</translation>
    </message>
    <message>
        <source>show kernels by size, elongation, angle, weight</source>
        <translation>Kerne nach Größe, Streckung, Winkel, Gewicht zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>peel nothing away, solo nothing</source>
        <translation>nichts wegschälen, nichts solo</translation>
    </message>
    <message>
        <source>Mute brush</source>
        <translation>Stummpinsel</translation>
    </message>
    <message>
        <source>paint kernels out of the picture</source>
        <translation>Kerne aus dem Bild herausmalen</translation>
    </message>
    <message>
        <source>Solo brush</source>
        <translation>Solopinsel</translation>
    </message>
    <message>
        <source>paint those that alone are shown</source>
        <translation>die Kerne malen, die allein gezeigt werden</translation>
    </message>
    <message>
        <source>Restore brush</source>
        <translation>Rückholpinsel</translation>
    </message>
    <message>
        <source>paint muted kernels back</source>
        <translation>stumme Kerne zurückmalen</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <source>a larger brush</source>
        <translation>ein größerer Pinsel</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>a smaller brush</source>
        <translation>ein kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>take the last edit back</source>
        <translation>die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>do it again</source>
        <translation>sie wieder ausführen</translation>
    </message>
    <message>
        <source>Delete kernel</source>
        <translation>Kern löschen</translation>
    </message>
    <message>
        <source>take the selected kernel out of the picture</source>
        <translation>den gewählten Kern aus dem Bild nehmen</translation>
    </message>
    <message>
        <source>Copy kernel</source>
        <translation>Kern kopieren</translation>
    </message>
    <message>
        <source>copy the selected kernel as text</source>
        <translation>den gewählten Kern als Text kopieren</translation>
    </message>
    <message>
        <source>Sample at points</source>
        <translation>An Punkten abtasten</translation>
    </message>
    <message>
        <source>footprint 0: it aliases</source>
        <translation>Abtastfläche 0: mit Alias-Fehlern</translation>
    </message>
    <message>
        <source>Sample a pixel</source>
        <translation>Ein Pixel abtasten</translation>
    </message>
    <message>
        <source>footprint of a device pixel&apos;s width</source>
        <translation>Abtastfläche so breit wie ein Gerätepixel</translation>
    </message>
    <message>
        <source>Sample wider</source>
        <translation>Breiter abtasten</translation>
    </message>
    <message>
        <source>footprint of 0.7 pixel: soft</source>
        <translation>Abtastfläche von 0,7 Pixel: weich</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>diese Liste</translation>
    </message>
    <message>
        <source>where the log lies</source>
        <translation>wo das Protokoll liegt</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei …</translation>
    </message>
    <message>
        <source>compare with the field of a network of a file</source>
        <translation>mit dem Feld eines Netzes aus einer Datei vergleichen</translation>
    </message>
    <message>
        <source>what the mouse does, and what the field is</source>
        <translation>was die Maus tut, und was das Feld ist</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>Space (held)</source>
        <translation>Leertaste (gehalten)</translation>
    </message>
    <message>
        <source>the photo&apos;s own pixels, as squares</source>
        <translation>die eigenen Pixel des Fotos, als Quadrate</translation>
    </message>
    <message>
        <source>B (held)</source>
        <translation>B (gehalten)</translation>
    </message>
    <message>
        <source>the other side of the comparison</source>
        <translation>die andere Seite des Vergleichs</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>zoom about the cursor; four notches double, Shift: finer (View: Wheel pans)</source>
        <translation>um den Mauszeiger zoomen; vier Rasten verdoppeln, Umschalt: feiner (Ansicht: Mausrad verschiebt)</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Strg+Mausrad</translation>
    </message>
    <message>
        <source>zoom, whatever the wheel does alone</source>
        <translation>zoomen, was immer das Mausrad allein tut</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Strg+Ziehen</translation>
    </message>
    <message>
        <source>drag the view out of the window, as a picture</source>
        <translation>die Ansicht als Bild aus dem Fenster ziehen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>move the photo; let go while moving, it glides on</source>
        <translation>das Foto bewegen; in der Bewegung losgelassen gleitet es weiter</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>x1 under the cursor; from elsewhere the whole photo</source>
        <translation>x1 unter dem Mauszeiger; von dort wieder das ganze Foto</translation>
    </message>
    <message>
        <source>Pinch, two fingers</source>
        <translation>Zwei Finger, spreizen</translation>
    </message>
    <message>
        <source>zoom and move at once</source>
        <translation>zoomen und bewegen zugleich</translation>
    </message>
    <message>
        <source>Still saving</source>
        <translation>Es wird noch gespeichert</translation>
    </message>
    <message>
        <source>Close when it is saved</source>
        <translation>Schließen, sobald gespeichert ist</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>Abbrechen und schließen</translation>
    </message>
    <message>
        <source>Stopped; nothing was saved.</source>
        <translation>Abgebrochen; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours ({fault}).</source>
        <translation>Das ist ein Fehler des Programms, nicht Ihrer ({fault}).</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours ({fault}). The details are in its log, {file}.</source>
        <translation>Das ist ein Fehler des Programms, nicht Ihrer ({fault}). Näheres steht in seinem Protokoll, {file}.</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>Dafür reicht der Speicher nicht.</translation>
    </message>
    <message>
        <source>This was not saved: {error}</source>
        <translation>Das wurde nicht gespeichert: {error}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Arrows move, plus and minus zoom, 0 shows the whole, ? tells all keys</source>
        <translation>Pfeile verschieben, Plus und Minus zoomen, 0 zeigt das Ganze, ? nennt alle Tasten</translation>
    </message>
    <message>
        <source>compare with the field of the network {name}</source>
        <translation>mit dem Feld des Netzes {name} vergleichen</translation>
    </message>
    <message>
        <source>Compare with other weights</source>
        <translation>Mit anderen Gewichten vergleichen</translation>
    </message>
    <message>
        <source>Weights ({names})</source>
        <translation>Gewichte ({names})</translation>
    </message>
    <message>
        <source>Compare with a larger original</source>
        <translation>Mit einem größeren Original vergleichen</translation>
    </message>
    <message>
        <source>Photos ({names});;All files (*)</source>
        <translation>Fotos ({names});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>At x1 and below both sides are the photo; zoom in to compare.</source>
        <translation>Bis x1 zeigen beide Seiten das Foto selbst; zum Vergleichen vergrößern.</translation>
    </message>
    <message>
        <source>weights {name}</source>
        <translation>Gewichte {name}</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>nächster Nachbar</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>bikubisch</translation>
    </message>
    <message>
        <source>lanczos</source>
        <translation>Lanczos</translation>
    </message>
    <message>
        <source>difference × {gain}: {own} and {other}</source>
        <translation>Differenz × {gain}: {own} und {other}</translation>
    </message>
    <message>
        <source>original {width} × {height}</source>
        <translation>Original {width} × {height}</translation>
    </message>
    <message>
        <source>De&amp;vice</source>
        <translation>Ge&amp;rät</translation>
    </message>
    <message>
        <source>Automatic ({device})</source>
        <translation>Automatisch ({device})</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>in use: {device}</source>
        <translation>in Gebrauch: {device}</translation>
    </message>
    <message>
        <source>{reason}; choose it to try again</source>
        <translation>{reason}; zum erneuten Versuch wählen</translation>
    </message>
    <message>
        <source>the program ended when it was last tried</source>
        <translation>beim letzten Versuch wurde das Programm beendet</translation>
    </message>
    <message>
        <source>{device} cannot be used: {reason}.</source>
        <translation>{device} kann nicht benutzt werden: {reason}.</translation>
    </message>
    <message>
        <source>nothing is left that could draw</source>
        <translation>es ist nichts mehr übrig, das zeichnen könnte</translation>
    </message>
    <message>
        <source>the window is being closed</source>
        <translation>das Fenster wird geschlossen</translation>
    </message>
    <message>
        <source>it is this machine&apos;s CPU, which draws faster by itself</source>
        <translation>es ist der Prozessor dieses Rechners, der allein schneller zeichnet</translation>
    </message>
    <message>
        <source>it failed: {reason}</source>
        <translation>es ist ausgefallen: {reason}</translation>
    </message>
    <message>
        <source>{device} failed ({reason}). Now this draws: {other}.</source>
        <translation>{device} ist ausgefallen ({reason}). Jetzt zeichnet: {other}.</translation>
    </message>
    <message>
        <source>There is no field yet.</source>
        <translation>Es gibt noch kein Feld.</translation>
    </message>
    <message>
        <source>Save field</source>
        <translation>Feld speichern</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>{path} gespeichert</translation>
    </message>
    <message>
        <source>Export kernels</source>
        <translation>Kerne exportieren</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Exported {path}</source>
        <translation>{path} exportiert</translation>
    </message>
    <message>
        <source>The film begins here; go where it shall end, and choose Film to here.</source>
        <translation>Der Film beginnt hier; gehen Sie dorthin, wo er enden soll, und wählen Sie „Film bis hier“.</translation>
    </message>
    <message>
        <source>Choose Film from here first, where it shall begin.</source>
        <translation>Wählen Sie zuerst „Film ab hier“, wo er beginnen soll.</translation>
    </message>
    <message>
        <source>Save film</source>
        <translation>Film speichern</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>Filme</translation>
    </message>
    <message>
        <source>Unsaved edits</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>The field was edited. Save it?</source>
        <translation>Das Feld wurde geändert. Speichern?</translation>
    </message>
    <message>
        <source>There is no log: its folder cannot be written to.</source>
        <translation>Es gibt kein Protokoll: In seinen Ordner kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The log is {file}</source>
        <translation>Das Protokoll ist {file}</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>The field that is shown was made by {model}; licence of its weights: {licence}.</source>
        <translation>Das gezeigte Feld wurde von {model} gemacht; Lizenz der Gewichte: {licence}.</translation>
    </message>
    <message>
        <source>A photo as a continuous field of 2-D Gaussians, after the paper {title}.</source>
        <translation>Ein Foto als stetiges Feld von 2-D-Gaußfunktionen, nach dem Artikel {title}.</translation>
    </message>
    <message>
        <source>Code and bundled weights: MIT licence.</source>
        <translation>Programm und mitgelieferte Gewichte: MIT-Lizenz.</translation>
    </message>
    <message>
        <source>About csr-viewer</source>
        <translation>Über csr-viewer</translation>
    </message>
    <message>
        <source>Mouse and held keys</source>
        <translation>Maus und gehaltene Tasten</translation>
    </message>
    <message>
        <source>{ms} ms a frame, moving</source>
        <translation>{ms} ms je Bild, in Bewegung</translation>
    </message>
    <message>
        <source>{ms} ms a frame</source>
        <translation>{ms} ms je Bild</translation>
    </message>
    <message>
        <source>{count} kernels, cut off at {share:g}</source>
        <translation>{count} Kerne, abgeschnitten bei {share:g}</translation>
    </message>
    <message>
        <source>no kernels</source>
        <translation>keine Kerne</translation>
    </message>
    <message>
        <source>the photo, CPU</source>
        <translation>das Foto, CPU</translation>
    </message>
    <message>
        <source>resolution {share:.0%} of the device pixels</source>
        <translation>Auflösung {share:.0%} der Gerätepixel</translation>
    </message>
    <message>
        <source>{share:.0%} from the frame before</source>
        <translation>{share:.0%} aus dem Bild davor</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Click on the picture: the kernel nearest to the click is shown here.</source>
        <translation>Klicken Sie ins Bild: Hier wird der Kern gezeigt, der dem Klick am nächsten ist.</translation>
    </message>
    <message>
        <source>mean x, in photo pixels</source>
        <translation>Mittelpunkt x, in Fotopixeln</translation>
    </message>
    <message>
        <source>mean y, in photo pixels</source>
        <translation>Mittelpunkt y, in Fotopixeln</translation>
    </message>
    <message>
        <source>standard deviation along the first axis, photo pixels</source>
        <translation>Standardabweichung längs der ersten Achse, in Fotopixeln</translation>
    </message>
    <message>
        <source>standard deviation along the second axis, photo pixels</source>
        <translation>Standardabweichung längs der zweiten Achse, in Fotopixeln</translation>
    </message>
    <message>
        <source>direction of the first axis, degrees from x towards y (down)</source>
        <translation>Richtung der ersten Achse, in Grad von x nach y (unten)</translation>
    </message>
    <message>
        <source>red, 0 to 1 where nothing overlaps</source>
        <translation>Rot, 0 bis 1, wo nichts überlappt</translation>
    </message>
    <message>
        <source>green, 0 to 1 where nothing overlaps</source>
        <translation>Grün, 0 bis 1, wo nichts überlappt</translation>
    </message>
    <message>
        <source>blue, 0 to 1 where nothing overlaps</source>
        <translation>Blau, 0 bis 1, wo nichts überlappt</translation>
    </message>
    <message>
        <source>Covariance xx, xy, yy, in photo pixels squared</source>
        <translation>Kovarianz xx, xy, yy, in Quadratfotopixeln</translation>
    </message>
    <message>
        <source>What its colour is multiplied by in the pixel, and its share in it</source>
        <translation>Womit seine Farbe im Pixel multipliziert wird, und sein Anteil daran</translation>
    </message>
    <message>
        <source>Choose the kernel&apos;s colour</source>
        <translation>Die Farbe des Kerns wählen</translation>
    </message>
    <message>
        <source>Point at the picture.</source>
        <translation>Zeigen Sie ins Bild.</translation>
    </message>
    <message>
        <source>Why is this pixel so?</source>
        <translation>Warum ist dieses Pixel so?</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelpunkt</translation>
    </message>
    <message>
        <source>Axes (σ)</source>
        <translation>Achsen (σ)</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Covariance</source>
        <translation>Kovarianz</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Weight here</source>
        <translation>Gewicht hier</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Take the kernel out of the picture</source>
        <translation>Den Kern aus dem Bild nehmen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Adds (r, g, b)</source>
        <translation>Beitrag (r, g, b)</translation>
    </message>
    <message>
        <source>Kernels that make the pixel, the largest share first</source>
        <translation>Kerne, aus denen das Pixel besteht, der größte Anteil zuerst</translation>
    </message>
    <message>
        <source>Number {number} (edited)</source>
        <translation>Nummer {number} (geändert)</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>Nummer {number}</translation>
    </message>
    <message>
        <source>Field made by {model}</source>
        <translation>Feld gemacht von {model}</translation>
    </message>
    <message>
        <source>(pinned; Esc lets go)</source>
        <translation>(festgehalten; Esc lässt los)</translation>
    </message>
    <message>
        <source>{count} kernels make {value}</source>
        <translation>{count} Kerne ergeben {value}</translation>
    </message>
    <message>
        <source>none: it does not reach here</source>
        <translation>keines: er reicht nicht bis hier</translation>
    </message>
    <message>
        <source>({share:.1%} of the pixel)</source>
        <translation>({share:.1%} des Pixels)</translation>
    </message>
    <message>
        <source>{brush}, {radius} px. [ ] size. Esc done</source>
        <translation>{brush}, {radius} px. [ ] Größe. Esc fertig</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Only {count} kernels are shown</source>
        <translation>Nur {count} Kerne sind zu sehen</translation>
    </message>
    <message>
        <source>{count} kernels hidden</source>
        <translation>{count} Kerne ausgeblendet</translation>
    </message>
    <message>
        <source>Kernels are peeled away</source>
        <translation>Kerne sind abgeschält</translation>
    </message>
    <message>
        <source>No kernel is selected: press I and click on one.</source>
        <translation>Kein Kern ist gewählt: I drücken und einen anklicken.</translation>
    </message>
    <message>
        <source>Copied kernel {number}</source>
        <translation>Kern {number} kopiert</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Zuletzt &amp;geöffnet</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be read: {reason}.</source>
        <translation>Der Ordner {folder} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>The folder {folder} does not answer yet.</source>
        <translation>Der Ordner {folder} antwortet noch nicht.</translation>
    </message>
    <message>
        <source>There is no further photo in this folder.</source>
        <translation>In diesem Ordner gibt es kein weiteres Foto.</translation>
    </message>
    <message>
        <source>There is no further photo among those that were dropped.</source>
        <translation>Unter den abgelegten gibt es kein weiteres Foto.</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>grey: round; colour: {times:.3g} times as long as wide</source>
        <translation>grau: rund; Farbe: {times:.3g}-mal so lang wie breit</translation>
    </message>
    <message>
        <source>a line every {step:g} of luma: {steps:g} steps of 255</source>
        <translation>eine Linie je {step:g} der Luma: {steps:g} Stufen von 255</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>{width} × {height} pixels ({megapixels:.1f} MP)</source>
        <translation>{width} × {height} Pixel ({megapixels:.1f} MP)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{megabytes:.2f} MB</source>
        <translation>{megabytes:.2f} MB</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Farbtiefe</translation>
    </message>
    <message>
        <source>{bits} bits a channel</source>
        <translation>{bits} Bit je Kanal</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-Qualität</translation>
    </message>
    <message>
        <source>Colour profile</source>
        <translation>Farbprofil</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Bildunterschrift</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>none, taken as sRGB</source>
        <translation>keines, als sRGB behandelt</translation>
    </message>
    <message>
        <source>{count:,} bytes that cannot be read</source>
        <translation>{count:,} Bytes, die nicht gelesen werden können</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Copied {text}</source>
        <translation>{text} kopiert</translation>
    </message>
    <message>
        <source>The cursor is not on the photo.</source>
        <translation>Der Mauszeiger ist nicht auf dem Foto.</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alle Angaben</translation>
    </message>
    <message>
        <source>Orientation of the kernels</source>
        <translation>Ausrichtung der Kerne</translation>
    </message>
    <message>
        <source>Elongation of the kernels</source>
        <translation>Streckung der Kerne</translation>
    </message>
    <message>
        <source>Kernels for each photo pixel</source>
        <translation>Kerne je Fotopixel</translation>
    </message>
    <message>
        <source>Gradient, luma for each photo pixel</source>
        <translation>Gradient, Luma je Fotopixel</translation>
    </message>
    <message>
        <source>Laplacian, luma for each photo pixel²</source>
        <translation>Laplace, Luma je Fotopixel²</translation>
    </message>
    <message>
        <source>Lines of equal luma</source>
        <translation>Linien gleicher Luma</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Note about the photo</source>
        <translation>Hinweis zum Foto</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
    <message>
        <source>showing all {total} kernels</source>
        <translation>alle {total} Kerne gezeigt</translation>
    </message>
    <message>
        <source>showing all {total} detail kernels</source>
        <translation>alle {total} Detailkerne gezeigt</translation>
    </message>
    <message>
        <source>showing 1 in {step} of {total} detail kernels</source>
        <translation>1 von je {step} gezeigt, bei {total} Detailkernen</translation>
    </message>
    <message>
        <source>showing 1 in {step} of {total} kernels</source>
        <translation>1 von je {step} gezeigt, bei {total} Kernen</translation>
    </message>
    <message>
        <source>geometric mean of the two standard deviations, photo pixels</source>
        <translation>geometrisches Mittel der beiden Standardabweichungen, in Fotopixeln</translation>
    </message>
    <message>
        <source>longer axis over the shorter</source>
        <translation>längere Achse durch die kürzere</translation>
    </message>
    <message>
        <source>of the longer axis, degrees from x towards y (down); shown one and a half times</source>
        <translation>der längeren Achse, in Grad von x nach y (unten); anderthalbmal gezeigt</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>magnitude of the colour; 1 is white</source>
        <translation>Betrag der Farbe; 1 ist Weiß</translation>
    </message>
    <message>
        <source>Histogram: {measure}</source>
        <translation>Histogramm: {measure}</translation>
    </message>
    <message>
        <source>{measure}: least</source>
        <translation>{measure}: kleinster Wert</translation>
    </message>
    <message>
        <source>{measure}: largest</source>
        <translation>{measure}: größter Wert</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>{measure}: let every kernel through</source>
        <translation>{measure}: jeden Kern durchlassen</translation>
    </message>
    <message>
        <source>Show all kernels</source>
        <translation>Alle Kerne zeigen</translation>
    </message>
    <message>
        <source>all of the {total} kernels in the view</source>
        <translation>alle {total} Kerne der Ansicht</translation>
    </message>
    <message>
        <source>{share:.1%} of the {total} kernels in the view</source>
        <translation>{share:.1%} der {total} Kerne der Ansicht</translation>
    </message>
    <message>
        <source>The view could not be drawn: {error}</source>
        <translation>Die Ansicht konnte nicht gezeichnet werden: {error}</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Device pixels for each photo pixel: presets</source>
        <translation>Gerätepixel je Fotopixel: Vorgaben</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Maßstab</translation>
    </message>
    <message>
        <source>pixels wide</source>
        <translation>Pixel breit</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Metadata: date, camera, place, captions</source>
        <translation>Metadaten: Datum, Kamera, Ort, Bildunterschriften</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message>
        <source>What is seen of the photo</source>
        <translation>Der sichtbare Teil des Fotos</translation>
    </message>
    <message>
        <source>The screen, with overlays</source>
        <translation>Der Bildschirm, mit Überlagerungen</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>Ganzes Foto</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No region was chosen.</source>
        <translation>Es wurde kein Ausschnitt gewählt.</translation>
    </message>
    <message>
        <source>Draw a rectangle with the mouse; Esc gives up.</source>
        <translation>Ziehen Sie mit der Maus ein Rechteck; Esc bricht ab.</translation>
    </message>
    <message>
        <source>Nothing of the photo is seen, so there is nothing to save.</source>
        <translation>Vom Foto ist nichts zu sehen, also gibt es nichts zu speichern.</translation>
    </message>
    <message>
        <source>The picture would have more than {most} pixels along a side.</source>
        <translation>Das Bild hätte an einer Seite mehr als {most} Pixel.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Saving {name}</source>
        <translation>{name} wird gespeichert</translation>
    </message>
    <message>
        <source>1 photo pixel</source>
        <translation>1 Fotopixel</translation>
    </message>
    <message>
        <source>{count:g} photo pixels</source>
        <translation>{count:g} Fotopixel</translation>
    </message>
    <message>
        <source>A scale is a number, as 3.7, or per cent, as 370 %.</source>
        <translation>Ein Maßstab ist eine Zahl wie 3,7 oder ein Prozentwert wie 370 %.</translation>
    </message>
    <message>
        <source>Shares of the kernels in the pixel</source>
        <translation>Anteile der Kerne am Pixel</translation>
    </message>
    <message>
        <source>The kernels that make the pixel, each as wide as its share</source>
        <translation>Die Kerne, aus denen das Pixel besteht, jeder so breit wie sein Anteil</translation>
    </message>
    <message>
        <source>x and y in photo pixels, and the colour, under the cursor</source>
        <translation>x und y in Fotopixeln und die Farbe unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>Page, frame or size of the file (Ctrl+PgUp, Ctrl+PgDown)</source>
        <translation>Seite, Einzelbild oder Größe in der Datei (Strg+Bild auf, Strg+Bild ab)</translation>
    </message>
    <message>
        <source>Device pixels for each photo pixel (click to type)</source>
        <translation>Gerätepixel je Fotopixel (zum Eintippen klicken)</translation>
    </message>
    <message>
        <source>Original pixels</source>
        <translation>Originalpixel</translation>
    </message>
    <message>
        <source>Partly sharp</source>
        <translation>Teils scharf</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>What is shown: the photo itself, or its field</source>
        <translation>Was gezeigt wird: das Foto selbst oder sein Feld</translation>
    </message>
    <message>
        <source>What is shown: the photo itself, or its field, made by {model}</source>
        <translation>Was gezeigt wird: das Foto selbst oder sein Feld, gemacht von {model}</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} von {pages}</translation>
    </message>
    <message>
        <source>alpha {share:.0%}</source>
        <translation>Alpha {share:.0%}</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name} wird geöffnet</translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation>Schärfen</translation>
    </message>
    <message>
        <source>The folder cannot be read: {reason}.</source>
        <translation>Der Ordner kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>There is no photo in {folder}.</source>
        <translation>In {folder} ist kein Foto.</translation>
    </message>
    <message>
        <source>{name} has changed</source>
        <translation>{name} hat sich geändert</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
    <message>
        <source>Sharpening was stopped; View &gt; Continue sharpening goes on.</source>
        <translation>Das Schärfen wurde angehalten; mit Ansicht &gt; Schärfen fortsetzen geht es weiter.</translation>
    </message>
    <message>
        <source>Opening was stopped.</source>
        <translation>Das Öffnen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Photos and fields ({names});;All files (*)</source>
        <translation>Fotos und Felder ({names});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The clipboard holds no picture and no file.</source>
        <translation>Die Zwischenablage enthält weder Bild noch Datei.</translation>
    </message>
    <message>
        <source>The view is still being drawn; copy again in a moment.</source>
        <translation>Die Ansicht wird noch gezeichnet; kopieren Sie gleich noch einmal.</translation>
    </message>
    <message>
        <source>Copied {width} × {height} pixels</source>
        <translation>{width} × {height} Pixel kopiert</translation>
    </message>
    <message>
        <source>Nothing is being sharpened.</source>
        <translation>Es wird nichts geschärft.</translation>
    </message>
    <message>
        <source>Only files of this machine and pictures can be dropped here.</source>
        <translation>Hier lassen sich nur Dateien dieses Rechners und Bilder ablegen.</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>partly field</source>
        <translation>teils Feld</translation>
    </message>
    <message>
        <source>as asked for</source>
        <translation>wie verlangt</translation>
    </message>
    <message>
        <source>chosen because a GPU runs it</source>
        <translation>gewählt, weil eine GPU es rechnet</translation>
    </message>
    <message>
        <source>chosen because a CPU runs it</source>
        <translation>gewählt, weil eine CPU es rechnet</translation>
    </message>
    <message>
        <source>{why}; {cleaning}</source>
        <translation>{why}; {cleaning}</translation>
    </message>
    <message>
        <source>{network} ({why})</source>
        <translation>{network} ({why})</translation>
    </message>
    <message>
        <source>cleaning {share}, as the photo tells</source>
        <translation>Säuberung {share}, nach dem Foto</translation>
    </message>
    <message>
        <source>cleaning {share}, as chosen</source>
        <translation>Säuberung {share}, wie gewählt</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Weights and fields ({names})</source>
        <translation>Gewichte und Felder ({names})</translation>
    </message>
    <message>
        <source>{name} is gone. Following goes on.</source>
        <translation>{name} ist fort. Es wird weiter gefolgt.</translation>
    </message>
    <message>
        <source>{error} Following goes on.</source>
        <translation>{error} Es wird weiter gefolgt.</translation>
    </message>
    <message>
        <source>{name} is not there yet; it is waited for.</source>
        <translation>{name} gibt es noch nicht; es wird darauf gewartet.</translation>
    </message>
    <message>
        <source>Open a photo: these weights draw it.</source>
        <translation>Öffne ein Foto: Diese Gewichte zeichnen es.</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>Schritt {number}</translation>
    </message>
    <message>
        <source>x{scale} PSNR {value:.2f} dB</source>
        <translation>x{scale} PSNR {value:.2f} dB</translation>
    </message>
    <message>
        <source>Lens, {factor} ×. Esc done</source>
        <translation>Lupe, {factor} ×. Esc beendet</translation>
    </message>
    <message>
        <source>Pixel grid and values wait until the photo is upright again (Ctrl+Shift+W).</source>
        <translation>Pixelraster und Pixelwerte warten, bis das Foto wieder aufrecht ist (Strg+Umschalt+W).</translation>
    </message>
    <message>
        <source>Angle, dragged</source>
        <translation>Winkel, gezogen</translation>
    </message>
    <message>
        <source>Shear along x</source>
        <translation>Scherung entlang x</translation>
    </message>
    <message>
        <source>Shear along y</source>
        <translation>Scherung entlang y</translation>
    </message>
    <message>
        <source>Magnification</source>
        <translation>Vergrößerung</translation>
    </message>
    <message>
        <source>Radius, photo pixels</source>
        <translation>Radius in Fotopixeln</translation>
    </message>
    <message>
        <source>Follows the cursor</source>
        <translation>Folgt dem Mauszeiger</translation>
    </message>
    <message>
        <source>A lens is exact to the first order over a kernel; the rest is exact.</source>
        <translation>Eine Lupe ist je Kern in erster Ordnung genau; alles andere ist genau.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>Zoomt</translation>
    </message>
    <message>
        <source>Moves the photo (with Ctrl it zooms)</source>
        <translation>Verschiebt das Foto (mit Strg zoomt es)</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>From the next start on</source>
        <translation>Ab dem nächsten Start</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>Eine Datei …</translation>
    </message>
    <message>
        <source>Automatic: by the photo, and by what runs the network</source>
        <translation>Automatisch: nach dem Foto und danach, was das Netz rechnet</translation>
    </message>
    <message>
        <source>For the field, and for photos of the folder that are shown next</source>
        <translation>Für das Feld und für Fotos des Ordners, die als nächste gezeigt werden</translation>
    </message>
    <message>
        <source>Colour: {what}</source>
        <translation>Farbe: {what}</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>The window speaks the language from its next start on.</source>
        <translation>Das Fenster spricht die Sprache ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Kept in {path}</source>
        <translation>Gespeichert in {path}</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>Gewichte (*.safetensors)</translation>
    </message>
    <message>
        <source>The settings are not remembered: {problem}</source>
        <translation>Die Einstellungen werden nicht behalten: {problem}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}): the default settings are used.</source>
        <translation>{path} kann nicht gelesen werden ({reason}): Es gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>{path} was written by a later version of csr-viewer: it is read as far as it can be, and not changed.</source>
        <translation>{path} stammt von einer neueren Version von csr-viewer: Gelesen wird, was sich lesen lässt; geändert wird nichts.</translation>
    </message>
    <message>
        <source>{file}, line {line}: there is no setting “{name}”.</source>
        <translation>{file}, Zeile {line}: Es gibt keine Einstellung „{name}“.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {name} stands there again; the last counts.</source>
        <translation>{file}, Zeile {line}: {name} steht noch einmal da; das letzte gilt.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {name} cannot be “{value}”; it can be: {allowed}. Used: {default}.</source>
        <translation>{file}, Zeile {line}: {name} kann nicht „{value}“ sein; möglich ist: {allowed}. Verwendet wird: {default}.</translation>
    </message>
    <message>
        <source>{file}: {count} more lines cannot be used.</source>
        <translation>{file}: {count} weitere Zeilen sind nicht verwendbar.</translation>
    </message>
    <message>
        <source>{path} was written by a later version of csr-viewer</source>
        <translation>{path} stammt von einer neueren Version von csr-viewer</translation>
    </message>
    <message>
        <source>{path} is no text of settings; it is kept as {kept}, and the default settings are used.</source>
        <translation>{path} ist kein Text mit Einstellungen; die Datei bleibt als {kept} erhalten, und es gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>es ist kein Text</translation>
    </message>
    <message>
        <source>{path} is damaged.</source>
        <translation>{path} ist beschädigt.</translation>
    </message>
    <message>
        <source>{name} holds neither weights nor a field.</source>
        <translation>{name} enthält weder Gewichte noch ein Feld.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}</source>
        <translation>{name} kann nicht gelesen werden: {error}</translation>
    </message>
    <message>
        <source>it is made for {kind} pictures</source>
        <translation>es ist für {kind}-Bilder gemacht</translation>
    </message>
    <message>
        <source>An original is larger than the photo ({w} × {h}); this one is {width} × {height}.</source>
        <translation>Ein Original ist größer als das Foto ({w} × {h}); dieses misst {width} × {height}.</translation>
    </message>
    <message>
        <source>This picture of {width} × {height} has another shape than the photo ({w} × {h}): it is not its original.</source>
        <translation>Dieses Bild von {width} × {height} hat eine andere Form als das Foto ({w} × {h}): Es ist nicht sein Original.</translation>
    </message>
    <message>
        <source>not measured while warped</source>
        <translation>nicht gemessen, solange verzerrt</translation>
    </message>
    <message>
        <source>{ours}   (bicubic {bicubic})</source>
        <translation>{ours}   (bikubisch {bicubic})</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>The file is cut short: a part of the picture is missing.</source>
        <translation>Die Datei ist abgeschnitten: Ein Teil des Bildes fehlt.</translation>
    </message>
    <message>
        <source>The file has gaps: a part of the picture is missing.</source>
        <translation>Die Datei hat Lücken: Ein Teil des Bildes fehlt.</translation>
    </message>
    <message>
        <source>{name} claims to have {width} x {height} pixels, more than its {size} bytes can hold.</source>
        <translation>{name} gibt {width} x {height} Pixel an, mehr als ihre {size} Bytes enthalten können.</translation>
    </message>
    <message>
        <source>it has {pages} pages, and no page {page}</source>
        <translation>sie hat {pages} Seiten, eine Seite {page} gibt es nicht</translation>
    </message>
    <message>
        <source>its header is missing or broken</source>
        <translation>ihr Kopf fehlt oder ist beschädigt</translation>
    </message>
    <message>
        <source>no part of the picture is there</source>
        <translation>vom Bild ist nichts vorhanden</translation>
    </message>
    <message>
        <source>its picture cannot be decoded ({reason})</source>
        <translation>ihr Bild lässt sich nicht decodieren ({reason})</translation>
    </message>
    <message>
        <source>it has {count} values for each pixel</source>
        <translation>es hat {count} Werte je Pixel</translation>
    </message>
    <message>
        <source>it has no list of its contents, or a broken one</source>
        <translation>ihr Inhaltsverzeichnis fehlt oder ist beschädigt</translation>
    </message>
    <message>
        <source>it holds no picture</source>
        <translation>sie enthält kein Bild</translation>
    </message>
    <message>
        <source>it holds a stack of pictures ({axes})</source>
        <translation>es enthält einen Stapel von Bildern ({axes})</translation>
    </message>
    <message>
        <source>its colour map is missing</source>
        <translation>ihre Farbtabelle fehlt</translation>
    </message>
    <message>
        <source>its colours are stored in a way that is not known here ({way}, {count})</source>
        <translation>seine Farben sind auf eine hier unbekannte Weise gespeichert ({way}, {count})</translation>
    </message>
    <message>
        <source>Values below 0 or above 1 were clipped.</source>
        <translation>Werte unter 0 oder über 1 wurden abgeschnitten.</translation>
    </message>
    <message>
        <source>Values from {low:g} to {high:g} are shown from black to white.</source>
        <translation>Werte von {low:g} bis {high:g} werden von Schwarz bis Weiß gezeigt.</translation>
    </message>
    <message>
        <source>its values are of a type that is not known here ({type})</source>
        <translation>seine Werte sind von einer hier unbekannten Art ({type})</translation>
    </message>
    <message>
        <source>a field&apos;s boxes are no grid with kernels in their order</source>
        <translation>die Kästen eines Feldes bilden kein Gitter mit geordneten Kernen</translation>
    </message>
    <message>
        <source>{name} is not a field: its header does not say &apos;{format}&apos;</source>
        <translation>{name} ist kein Feld: Im Kopf steht nicht „{format}“</translation>
    </message>
    <message>
        <source>{name} is not a compact field</source>
        <translation>{name} ist kein kompaktes Feld</translation>
    </message>
    <message>
        <source>{name} is a field of format version {version}; this program reads version {known}</source>
        <translation>{name} ist ein Feld der Formatversion {version}; dieses Programm liest Version {known}</translation>
    </message>
    <message>
        <source>{name} holds no kernels</source>
        <translation>{name} enthält keine Kerne</translation>
    </message>
    <message>
        <source>{name}: its kernels have shape {shape} and type {type}</source>
        <translation>{name}: Die Kerne haben die Form {shape} und die Art {type}</translation>
    </message>
    <message>
        <source>{name} cannot be read as a field: {error}</source>
        <translation>{name} kann nicht als Feld gelesen werden: {error}</translation>
    </message>
    <message>
        <source>{name}: its photo has no pixels</source>
        <translation>{name}: Das Foto hat keine Pixel</translation>
    </message>
    <message>
        <source>{name}: a photo of {width} x {height} pixels is too large for {kernels} kernels</source>
        <translation>{name}: Ein Foto von {width} x {height} Pixeln ist zu groß für {kernels} Kerne</translation>
    </message>
    <message>
        <source>{name}: its cells lie outside of the photo</source>
        <translation>{name}: Seine Zellen liegen außerhalb des Fotos</translation>
    </message>
    <message>
        <source>{name}: its boxes are no whole numbers</source>
        <translation>{name}: Die Kästen sind keine ganzen Zahlen</translation>
    </message>
    <message>
        <source>{name}: its boxes lie outside of the photo</source>
        <translation>{name}: Seine Kästen liegen außerhalb des Fotos</translation>
    </message>
    <message>
        <source>{name}: its boxes hold {held} of {count} kernels</source>
        <translation>{name}: Die Kästen enthalten {held} von {count} Kernen</translation>
    </message>
    <message>
        <source>{name}: some kernels are not finite numbers</source>
        <translation>{name}: Einige Kerne sind keine endlichen Zahlen</translation>
    </message>
    <message>
        <source>the field cannot be written: {error}</source>
        <translation>das Feld kann nicht geschrieben werden: {error}</translation>
    </message>
    <message>
        <source>a field&apos;s header says &apos;{text}&apos; where two whole numbers belong</source>
        <translation>im Kopf eines Feldes steht „{text}“, wo zwei ganze Zahlen hingehören</translation>
    </message>
    <message>
        <source>a field&apos;s header says &apos;{text}&apos; where a length belongs</source>
        <translation>im Kopf eines Feldes steht „{text}“, wo eine Länge hingehört</translation>
    </message>
    <message>
        <source>the field takes {size:.1f} GB, more than half of the free memory</source>
        <translation>das Feld braucht {size:.1f} GB, mehr als die Hälfte des freien Speichers</translation>
    </message>
    <message>
        <source>A film has 2 to {most:,} frames, not {count:,.0f}.</source>
        <translation>Ein Film hat 2 bis {most:,} Bilder, nicht {count:,.0f}.</translation>
    </message>
    <message>
        <source>{name}: films are saved as .gif or .webp, or without a suffix as a folder.</source>
        <translation>{name}: Filme werden als .gif oder .webp gespeichert, oder ohne Endung als Ordner.</translation>
    </message>
    <message>
        <source>{path} is a file.</source>
        <translation>{path} ist eine Datei.</translation>
    </message>
    <message>
        <source>{path} is not empty; nothing in it is replaced without being told to.</source>
        <translation>{path} ist nicht leer; ohne Auftrag wird darin nichts ersetzt.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>Es gibt keinen Ordner {folder}.</translation>
    </message>
    <message>
        <source>a photo of {width} x {height} pixels is too large to be drawn from its field</source>
        <translation>ein Foto von {width} x {height} Pixeln ist zu groß, um aus seinem Feld gezeichnet zu werden</translation>
    </message>
    <message>
        <source>{name}: kernels are exported as {suffixes}.</source>
        <translation>{name}: Kerne werden als {suffixes} ausgegeben.</translation>
    </message>
    <message>
        <source>{count:,} ellipses are too many for an SVG file (at most {most:,}): zoom in, or peel some away, or export .csv or .npz.</source>
        <translation>{count:,} Ellipsen sind zu viele für eine SVG-Datei (höchstens {most:,}): näher heranzoomen, einige abschälen, oder als .csv oder .npz ausgeben.</translation>
    </message>
    <message>
        <source>there are no weights &apos;{name}&apos;: not a file, and bundled are: {names}</source>
        <translation>es gibt keine Gewichte „{name}“: keine Datei, und mitgeliefert sind: {names}</translation>
    </message>
    <message>
        <source>{name}: a weights file&apos;s name ends in .safetensors; of the authors&apos; published file, csr import makes one</source>
        <translation>{name}: Der Name einer Gewichtsdatei endet auf .safetensors; aus der veröffentlichten Datei der Autoren macht csr import eine</translation>
    </message>
    <message>
        <source>{name} holds no weights of this program: its header is another one</source>
        <translation>{name} enthält keine Gewichte dieses Programms: Der Kopf ist ein anderer</translation>
    </message>
    <message>
        <source>{name} holds weights of format version {version}; this program reads version {known}</source>
        <translation>{name} enthält Gewichte der Formatversion {version}; dieses Programm liest Version {known}</translation>
    </message>
    <message>
        <source>{name} does not describe a network</source>
        <translation>{name} beschreibt kein Netz</translation>
    </message>
    <message>
        <source>{name} does not describe a network: one of {count} channels or more does not fit into a file of {size} bytes</source>
        <translation>{name} beschreibt kein Netz: eines mit {count} Kanälen oder mehr passt nicht in eine Datei von {size} Bytes</translation>
    </message>
    <message>
        <source>{name} cannot be read as weights: {error}</source>
        <translation>{name} kann nicht als Gewichte gelesen werden: {error}</translation>
    </message>
    <message>
        <source>{name} does not describe a network: {error}</source>
        <translation>{name} beschreibt kein Netz: {error}</translation>
    </message>
    <message>
        <source>{name} holds numbers that are not finite</source>
        <translation>{name} enthält Zahlen, die nicht endlich sind</translation>
    </message>
    <message>
        <source>{name}: a field file&apos;s name ends in {suffix}</source>
        <translation>{name}: Der Name einer Felddatei endet auf {suffix}</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>{path} is a folder, not a photo.</source>
        <translation>{path} ist ein Ordner, kein Foto.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>Es gibt keine Datei {path}.</translation>
    </message>
    <message>
        <source>There is not enough memory to open {name}.</source>
        <translation>Der Speicher reicht nicht, um {name} zu öffnen.</translation>
    </message>
    <message>
        <source>{name} is not a picture of a format that can be opened here.</source>
        <translation>{name} ist kein Bild eines Formats, das sich hier öffnen lässt.</translation>
    </message>
    <message>
        <source>The picture holds inks without a profile: each is taken as the complement of a light.</source>
        <translation>Das Bild enthält Druckfarben ohne Profil: jede wird als Gegenfarbe eines Lichts genommen.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>{path} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} ist leer.</translation>
    </message>
    <message>
        <source>{name} is a field or weights file, not a photo.</source>
        <translation>{name} ist eine Feld- oder Gewichtsdatei, kein Foto.</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {error}.</source>
        <translation>{name} kann nicht geöffnet werden: {error}.</translation>
    </message>
    <message>
        <source>{name} is cut short: a part of the picture is missing.</source>
        <translation>{name} ist abgeschnitten: Ein Teil des Bildes fehlt.</translation>
    </message>
    <message>
        <source>{name} is damaged and cannot be read ({error}).</source>
        <translation>{name} ist beschädigt und kann nicht gelesen werden ({error}).</translation>
    </message>
    <message>
        <source>{name} has no pixels ({width} x {height}).</source>
        <translation>{name} hat keine Pixel ({width} x {height}).</translation>
    </message>
    <message>
        <source>{name} claims to have {width} x {height} pixels; photos of more than {most} megapixels are not opened.</source>
        <translation>{name} soll {width} x {height} Pixel haben; Fotos von mehr als {most} Megapixeln werden nicht geöffnet.</translation>
    </message>
    <message>
        <source>The colour profile cannot be used ({error}); colours are shown as if it were sRGB.</source>
        <translation>Das Farbprofil kann nicht benutzt werden ({error}); die Farben werden gezeigt, als wäre es sRGB.</translation>
    </message>
    <message>
        <source>{name}: pictures are saved as {suffixes}.</source>
        <translation>{name}: Bilder werden als {suffixes} gespeichert.</translation>
    </message>
    <message>
        <source>A picture of {width} x {height} pixels cannot be saved.</source>
        <translation>Ein Bild von {width} x {height} Pixeln kann nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Pictures are saved with 8 or 16 bits a channel, not {bits}.</source>
        <translation>Bilder werden mit 8 oder 16 Bit je Kanal gespeichert, nicht mit {bits}.</translation>
    </message>
    <message>
        <source>A {suffix} file holds 8 bits a channel; .png and .tif hold 16.</source>
        <translation>Eine {suffix}-Datei fasst 8 Bit je Kanal; .png und .tif fassen 16.</translation>
    </message>
    <message>
        <source>{width} x {height} pixels are too many for {suffix} (at most {longest} a side, {most} megapixels); .png and .tif hold them.</source>
        <translation>{width} x {height} Pixel sind zu viele für {suffix} (höchstens {longest} je Seite, {most} Megapixel); .png und .tif fassen sie.</translation>
    </message>
    <message>
        <source>there is no NVIDIA driver on this machine</source>
        <translation>auf diesem Rechner ist kein NVIDIA-Treiber</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no GPU</source>
        <translation>der NVIDIA-Treiber findet keine GPU</translation>
    </message>
    <message>
        <source>this torch is built without CUDA; README says how to install one with it</source>
        <translation>dieses torch ist ohne CUDA gebaut; README sagt, wie man eines mit CUDA installiert</translation>
    </message>
    <message>
        <source>torch cannot use the GPU: its driver is too old for this torch, or it is hidden</source>
        <translation>torch kann die GPU nicht benutzen: Ihr Treiber ist zu alt für dieses torch, oder sie ist verborgen</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} ist ein Ordner.</translation>
    </message>
    <message>
        <source>{path} is a file that is read; the result needs another name.</source>
        <translation>{path} ist eine Datei, aus der gelesen wird; das Ergebnis braucht einen anderen Namen.</translation>
    </message>
    <message>
        <source>{path} is a device, a pipe or a socket; only files are written to.</source>
        <translation>{path} ist ein Gerät, eine Pipe oder ein Socket; geschrieben wird nur in Dateien.</translation>
    </message>
    <message>
        <source>{path} is there already; it is not replaced without being told to.</source>
        <translation>{path} gibt es schon; ohne Auftrag wird es nicht ersetzt.</translation>
    </message>
    <message>
        <source>The disk is full: {path} was not saved.</source>
        <translation>Der Datenträger ist voll: {path} wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {folder} does not allow it.</source>
        <translation>{path} kann nicht geschrieben werden: {folder} lässt es nicht zu.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}.</source>
        <translation>{path} kann nicht geschrieben werden: {error}.</translation>
    </message>
    <message>
        <source>no weights ship with this program: name a weights file</source>
        <translation>mit diesem Programm kommen keine Gewichte: bitte eine Gewichtsdatei nennen</translation>
    </message>
    <message>
        <source>there is no OpenGL 3.3 here</source>
        <translation>hier gibt es kein OpenGL 3.3</translation>
    </message>
    <message>
        <source>there is only OpenGL {version} here</source>
        <translation>hier gibt es nur OpenGL {version}</translation>
    </message>
    <message>
        <source>CPU, {count} threads</source>
        <translation>CPU, {count} Threads</translation>
    </message>
    <message>
        <source>CPU, 1 thread</source>
        <translation>CPU, 1 Thread</translation>
    </message>
    <message>
        <source>{name} is damaged: its level and its details do not fit together</source>
        <translation>{name} ist beschädigt: Grundstufe und Einzelheiten passen nicht zusammen</translation>
    </message>
    <message>
        <source>its colours are stored at several sizes</source>
        <translation>ihre Farben sind in mehreren Größen gespeichert</translation>
    </message>
    <message>
        <source>its format needs one more package: pip install &apos;csr-viewer[{extra}]&apos;</source>
        <translation>ihr Format braucht ein weiteres Paket: pip install &apos;csr-viewer[{extra}]&apos;</translation>
    </message>
    <message>
        <source>it was saved without a composite picture</source>
        <translation>sie wurde ohne Gesamtbild gespeichert</translation>
    </message>
    <message>
        <source>its compression is not known here ({number})</source>
        <translation>ihre Kompression ist hier nicht bekannt ({number})</translation>
    </message>
    <message>
        <source>High dynamic range ({name}, up to {peak:.0f} cd/m²) is shown in the range of an ordinary screen.</source>
        <translation>Hoher Dynamikumfang ({name}, bis {peak:.0f} cd/m²) wird im Umfang eines gewöhnlichen Bildschirms gezeigt.</translation>
    </message>
    <message>
        <source>The picture holds linear light in floating point; it is shown at an exposure of {stops:+.1f} EV, and what is brighter than white is clipped.</source>
        <translation>Das Bild enthält lineares Licht in Gleitkommazahlen; es wird mit einer Belichtung von {stops:+.1f} EV gezeigt, und was heller als Weiß ist, wird abgeschnitten.</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>es ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>it is larger than {most:,} bytes</source>
        <translation>es ist größer als {most:,} Byte</translation>
    </message>
    <message>
        <source>a text of JSON is longer than {most:,} bytes</source>
        <translation>ein JSON-Text ist länger als {most:,} Byte</translation>
    </message>
    <message>
        <source>this is no JSON that can be read: {error}</source>
        <translation>das ist kein lesbares JSON: {error}</translation>
    </message>
    <message>
        <source>{name} cannot be read: the process that reads photos does not start.</source>
        <translation>{name} kann nicht gelesen werden: der Prozess, der Fotos liest, startet nicht.</translation>
    </message>
    <message>
        <source>{name} cannot be read: its decoder crashed.</source>
        <translation>{name} kann nicht gelesen werden: sein Decoder ist abgestürzt.</translation>
    </message>
    <message>
        <source>{name} was given up: it was not read within {seconds} seconds.</source>
        <translation>{name} wurde aufgegeben: es war nach {seconds} Sekunden noch nicht gelesen.</translation>
    </message>
    <message>
        <source>{name} was given up: it needs more memory than a picture of its size should.</source>
        <translation>{name} wurde aufgegeben: es braucht mehr Speicher, als ein Bild seiner Größe brauchen sollte.</translation>
    </message>
    <message>
        <source>This file holds one picture.</source>
        <translation>Diese Datei enthält ein einziges Bild.</translation>
    </message>
    <message>
        <source>There is no further page in this file.</source>
        <translation>In dieser Datei gibt es keine weitere Seite.</translation>
    </message>
    <message>
        <source>{path} was written by a later version of csr-viewer: it is left as it is, and this window remembers nothing.</source>
        <translation>{path} stammt von einer neueren Version von csr-viewer: Die Datei bleibt, wie sie ist, und dieses Fenster merkt sich nichts.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>{path} is damaged; it is kept as {kept}, and what is right in it counts.</source>
        <translation>{path} ist beschädigt; die Datei bleibt als {kept} erhalten, und was darin stimmt, gilt.</translation>
    </message>
    <message>
        <source>Esc, F or the mouse at the top edge: the menus again</source>
        <translation>Esc, F oder die Maus am oberen Rand: wieder die Menüs</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Neuer Name:</translation>
    </message>
    <message>
        <source>{name} is no name of a file.</source>
        <translation>{name} ist kein Dateiname.</translation>
    </message>
    <message>
        <source>There is already a file {name}.</source>
        <translation>Eine Datei {name} gibt es schon.</translation>
    </message>
    <message>
        <source>It was not renamed: {reason}.</source>
        <translation>Sie wurde nicht umbenannt: {reason}.</translation>
    </message>
    <message>
        <source>{name} was not moved to the trash: {reason}.</source>
        <translation>{name} kam nicht in den Papierkorb: {reason}.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{name} is in the trash</source>
        <translation>{name} ist im Papierkorb</translation>
    </message>
    <message>
        <source>It was not taken back: {reason}.</source>
        <translation>Sie wurde nicht zurückgeholt: {reason}.</translation>
    </message>
    <message>
        <source>What is shown is no file.</source>
        <translation>Was zu sehen ist, ist keine Datei.</translation>
    </message>
    <message>
        <source>Scroll to zoom. Drag the line: left bicubic, right the field. Drop a photo to open it.</source>
        <translation>Mit dem Rad zoomen. Die Linie ziehen: links bikubisch, rechts das Feld. Ein Foto hierher ziehen, um es zu öffnen.</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>These weights make another field. Save or undo the edits first.</source>
        <translation>Diese Gewichte ergeben ein anderes Feld. Speichern Sie zuerst die Änderungen, oder nehmen Sie sie zurück.</translation>
    </message>
    <message>
        <source>The fine field is seen above x1: zoom in.</source>
        <translation>Das feine Feld ist über x1 zu sehen: vergrößern.</translation>
    </message>
    <message>
        <source>The pixel grid is shown from x{scale:g} on.</source>
        <translation>Das Pixelraster ist ab x{scale:g} zu sehen.</translation>
    </message>
    <message>
        <source>Pixel values are written from x{scale:g} on.</source>
        <translation>Pixelwerte stehen ab x{scale:g} auf den Pixeln.</translation>
    </message>
    <message>
        <source>Kernels are shown as soon as the field is being made.</source>
        <translation>Kerne erscheinen, sobald das Feld gemacht wird.</translation>
    </message>
    <message>
        <source>At this scale the photo itself is shown; cleaning is seen above 100 %.</source>
        <translation>In diesem Maßstab wird das Foto selbst gezeigt; die Säuberung sieht man über 100 %.</translation>
    </message>
    <message>
        <source>Automatic: as the file and its pixels tell</source>
        <translation>Automatisch: nach der Datei und ihren Pixeln</translation>
    </message>
    <message>
        <source>Cleaning, from none to strong</source>
        <translation>Säuberung, von gar nicht bis stark</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>The weights of this field were not trained for it; light and fine were.</source>
        <translation>Die Gewichte dieses Feldes wurden nicht dafür trainiert; light und fine schon.</translation>
    </message>
    <message>
        <source>The colour profile cannot be read without one more package, pip install &apos;csr-viewer[jxl]&apos;; colours are shown as if it were sRGB.</source>
        <translation>Das Farbprofil lässt sich ohne ein weiteres Paket nicht lesen, pip install &apos;csr-viewer[jxl]&apos;; die Farben werden wie in sRGB gezeigt.</translation>
    </message>
    <message>
        <source>{name} cannot be opened as a photo.</source>
        <translation>{name} kann nicht als Foto geöffnet werden.</translation>
    </message>
    <message>
        <source>Filmstrip</source>
        <translation>Filmstreifen</translation>
    </message>
    <message>
        <source>{name}: fields are read from {names}</source>
        <translation>{name}: Felder werden aus {names} gelesen</translation>
    </message>
    <message>
        <source>{name} is not a binary little-endian PLY file</source>
        <translation>{name} ist keine binäre PLY-Datei (little-endian)</translation>
    </message>
    <message>
        <source>{name} holds no splats: it must have {names}</source>
        <translation>{name} enthält keine Splats: nötig sind {names}</translation>
    </message>
    <message>
        <source>{address} is not a file of this machine</source>
        <translation>{address} ist keine Datei dieses Rechners</translation>
    </message>
    <message>
        <source>drawings need Qt&apos;s SVG module, which is not installed here</source>
        <translation>Zeichnungen brauchen Qts SVG-Modul, das hier nicht installiert ist</translation>
    </message>
    <message>
        <source>A drawing of {own_width} × {own_height}, drawn with {width} × {height} pixels.</source>
        <translation>Eine Zeichnung von {own_width} × {own_height}, gezeichnet mit {width} × {height} Pixeln.</translation>
    </message>
    <message>
        <source>the drawing is larger than {most} MB</source>
        <translation>die Zeichnung ist größer als {most} MB</translation>
    </message>
    <message>
        <source>Slideshow, {seconds:g} s each. Esc ends it</source>
        <translation>Diaschau, je {seconds:g} s. Esc beendet sie</translation>
    </message>
    <message>
        <source>Nothing of the photo is seen.</source>
        <translation>Vom Foto ist nichts zu sehen.</translation>
    </message>
    <message>
        <source>Copied the file {name}</source>
        <translation>Datei {name} kopiert</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Printing {name}</source>
        <translation>{name} wird gedruckt</translation>
    </message>
    <message>
        <source>Printed {name}</source>
        <translation>{name} gedruckt</translation>
    </message>
    <message>
        <source>The printer cannot be used.</source>
        <translation>Der Drucker kann nicht benutzt werden.</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>{name}: {note}</source>
        <translation>{name}: {note}</translation>
    </message>
    <message>
        <source>{name} cannot be shown.</source>
        <translation>{name} kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>it holds more than its size allows</source>
        <translation>es enthält mehr, als seine Größe zulässt</translation>
    </message>
    <message>
        <source>it is no file of tensors that can be read</source>
        <translation>es ist keine lesbare Tensordatei</translation>
    </message>
    <message>
        <source>it has become shorter</source>
        <translation>es ist kürzer geworden</translation>
    </message>
    <message>
        <source>it is no file of tensors, or not whole</source>
        <translation>es ist keine Datei von Tensoren oder nicht vollständig</translation>
    </message>
</context>
</TS>
