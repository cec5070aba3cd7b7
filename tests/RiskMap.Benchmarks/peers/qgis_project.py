"""Makes the QGIS project that QGIS Server publishes: the layer enterprises as OGC API - Features.

    qgis_project.py DATABASE-URI-PART COLUMN,COLUMN FILE
"""
import sys

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer


def main(connection, columns, file):
    query = f"(SELECT id, geom, {columns} FROM enterprises)"
    layer = QgsVectorLayer(f"{connection} key='id' srid=4326 type=Point table=\"{query}\" (geom)", "enterprises", "postgres")
    if not layer.isValid():
        raise SystemExit("QGIS cannot open the table enterprises")
    layer.setShortName("enterprises")
    project = QgsProject.instance()
    project.addMapLayer(layer)
    project.writeEntry("WFSLayers", "/", [layer.id()])
    project.writeEntry("WFSLayersPrecision", layer.id(), 7)
    project.writeEntry("WMSServiceTitle", "/", "bench")
    if not project.write(file):
        raise SystemExit("QGIS cannot write the project")
    project.clear()


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(*sys.argv[1:])
    application.exitQgis()
